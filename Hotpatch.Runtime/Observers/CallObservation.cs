using Hotpatch.Handles;
using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>An observer of a method's calls. Dispose it to stop observing.</summary>
/// <remarks>Thread safe.</remarks>
public sealed class CallObservation : IDisposable
{
    private readonly ObserverEntry _entry;
    private readonly CallSampler _sampler;
    private long _failures;
    private volatile Exception? _lastFailure;

    internal CallObservation(PatchHandle handle, Action<ObservedCall> onEnded, ObserveOptions options, string? calls = null)
    {
        _sampler = new CallSampler(options.SamplingRate, options.MaxCallsPerSecond);
        var shape = handle.RequireShape();
        _entry = new ObserverEntry(handle, below => new ObserverPlan(this, shape, options, _sampler, onEnded, below), calls ?? TextOf(options), options.Owner);
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle => _entry.Handle;

    /// <summary>Gets how many times the observer has thrown. The callers of the method don't get these exceptions.</summary>
    public long Failures => Interlocked.Read(ref _failures);

    /// <summary>Gets the latest exception of the observer; null if it has not thrown.</summary>
    public Exception? LastFailure => _lastFailure;

    /// <summary>Gets how many calls were not observed because of <see cref="ObserveOptions.MaxCallsPerSecond"/>.</summary>
    public long Dropped => _sampler.Dropped;

    /// <summary>Returns the method's full name and the owner.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => StackEntry.TextOf("observer", Handle, _entry.Owner);

    internal ObserverEntry Entry => _entry;

    internal bool IsDisposed => _entry.IsEnded;

    /// <summary>
    /// Stops observing. Waits for nobody. Calls that are running now are not reported, but an observer that is running on another thread goes on.
    /// </summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the observer. Dispose it again later.</exception>
    public void Dispose() => _entry.End();

    private static string TextOf(ObserveOptions options)
        => options.SamplingRate < 1 ? FormattableString.Invariant($"{options.SamplingRate * 100:0.##} % of the calls") : "all calls";

    internal CallObservation Begin()
    {
        _entry.Begin();
        return this;
    }

    internal void Fail(Exception exception)
    {
        Interlocked.Increment(ref _failures);
        _lastFailure = exception;
    }
}
