using Hotpatch.Handles;
using Hotpatch.Routers;
using Hotpatch.Shadows;

namespace Hotpatch;

/// <summary>A candidate that runs beside a method. Dispose it to stop that.</summary>
/// <remarks><see cref="ShadowExtensions"/> describes what a candidate can and can't do. Thread safe.</remarks>
public sealed class PatchShadow : IDisposable
{
    private readonly GuardedEntry _entry;
    private readonly Action<ShadowReport> _report;
    private readonly Func<object?, object?, bool> _compare;
    private long _calls;
    private long _mismatches;
    private long _reportFailures;

    internal PatchShadow(PatchHandle handle, Delegate candidate, Action<ShadowReport> report, ShadowOptions options, Share? part = null)
    {
        (Handle, Candidate, Mode) = (handle, handle.Conform(candidate), options.Mode);
        Part = part ?? new Share(options.Share);
        _report = report;
        _compare = options.Compare ?? Equals;
        var shape = handle.RequireShape();
        if (shape.NotAnObject is { } text)
        {
            throw new PatchException(
                $"{handle.Name}: for a candidate beside it, arguments and a result that can be objects were expected, but {text} was found. Use Wrap with a "
                + "layer that calls both.");
        }

        Entry = new ShadowEntry(handle, shape, this, options.Owner);
        _entry = new GuardedEntry(handle, Entry);
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle { get; }

    /// <summary>Gets the owner: the name of who is responsible for the candidate. Null if none was given.</summary>
    public string? Owner => Entry.Owner;

    /// <summary>Gets or sets the share of the calls beside which the candidate runs, from 0 to 1. A change holds for the next call.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    public double Share
    {
        get => Part.Value;
        set => Part.Value = value;
    }

    /// <summary>Gets the number of calls beside which the candidate has run, until the end of both.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>Gets the number of those calls for which the results differ.</summary>
    public long Mismatches => Interlocked.Read(ref _mismatches);

    /// <summary>Gets how often the reporting delegate has thrown. Its exceptions reach nobody else.</summary>
    public long ReportFailures => Interlocked.Read(ref _reportFailures);

    /// <summary>Returns the method's full name, the numbers and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf(FormattableString.Invariant($"candidate beside {Calls} calls, {Mismatches} with another result"), Handle, Owner);

    internal Share Part { get; }

    internal ShadowMode Mode { get; }

    internal Delegate Candidate { get; }

    internal ShadowEntry Entry { get; }

    /// <summary>Stops running the candidate. Calls that are running end as they began. Waits for nobody. Disposing again does nothing.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the candidate. Dispose it again later.</exception>
    public void Dispose() => _entry.EndQuietly();

    /// <summary>Compares and reports one call. Never throws.</summary>
    internal void Report(PatchArguments arguments, ShadowRun actual, ShadowRun candidate)
    {
        try
        {
            var report = new ShadowReport(Handle, arguments, actual, candidate, _compare);
            Interlocked.Increment(ref _calls);
            if (!report.IsMatch)
                Interlocked.Increment(ref _mismatches);

            ShadowContext.Run(() => _report(report));
        }
#pragma warning disable CA1031 // The caller of the method must not notice.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Increment(ref _reportFailures);
        }
    }
}
