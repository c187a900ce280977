using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Channels = System.Threading.Channels;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Applies patch libraries for a client: for good, for a trial, or beside the methods.</summary>
internal static class Applying
{
    internal const string Reflects = "A patch library finds its targets by reflection.";

    private const int LongestWait = 600_000;
    private const int MostUnread = 100;

    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static async Task<ChangeReport> RunAsync(ApplyRequest request, PatchTrust? trust, IPatchFeatures? features, CancellationToken cancellationToken)
    {
        var check = PatchLibrary.Check(request.Path, Options(request, trust, replaced: null, features));
        if (request.IsDryRun)
        {
            return new(
                [],
                [
                    .. check.Patches.Select(patch => $"{patch.Target} would get {(patch.IsLayer ? "the layer" : "the replacement")} {patch.Method}"),
                    .. check.Skipped.Select(skipped => $"{skipped.Method} would be left out: {skipped.Reason}"),
                    "Nothing has changed.",
                ]);
        }

        var replaced = Applied(check.Name);
        var library = await PatchLibrary.LoadAsync(request.Path, Options(request, trust, replaced, features), cancellationToken).ConfigureAwait(false);
        return new(
            [.. library.Applied.Select(patch => patch.Handle).OfType<PatchHandle>().Distinct().Select(Describing.Of)],
            [
                .. replaced is null ? Array.Empty<string>() : [$"{replaced.Name} {replaced.Version} was replaced by {library.Version}"],
                .. library.Applied.Where(patch => patch.GenericHandle is not null).Select(patch => $"{patch.Target} is patched for all type arguments"),
                .. library.Skipped.Select(skipped => $"{skipped.Method} was left out: {skipped.Reason}"),
            ]);
    }

    /// <summary>Runs the replacements of a library beside their methods, until the client stops reading, and tells of the differences.</summary>
    [RequiresUnreferencedCode(Reflects)]
    [RequiresDynamicCode(Reflects)]
    public static async IAsyncEnumerable<ShadowDescription> ShadowAsync(
        ApplyRequest request, PatchTrust? trust, Secrets secrets, Observations observations, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var differences = Channels.Channel.CreateBounded<ShadowDescription>(
            new Channels.BoundedChannelOptions(MostUnread) { SingleReader = true, FullMode = Channels.BoundedChannelFullMode.DropWrite });
        var counts = new ShadowCounts();
        var options = Options(request, trust, replaced: null, shadow: report =>
        {
            if (counts.Add(report.IsMatch))
                differences.Writer.TryWrite(Describe(report, secrets, counts));
        });
        var trial = Trial.Of(await PatchLibrary.LoadAsync(request.Path, options, cancellationToken).ConfigureAwait(false));
        try
        {
            observations.Add(() => trial);
            var waiting = differences.Reader.WaitToReadAsync(cancellationToken).AsTask();
            while (trial.Library.IsApplied)
            {
                while (differences.Reader.TryRead(out var difference))
                    yield return difference;

                yield return new(null, [], null, null, counts.Calls, counts.Differences);
                if (await Task.WhenAny(waiting, Task.Delay(Pause, cancellationToken)).ConfigureAwait(false) == waiting)
                    waiting = differences.Reader.WaitToReadAsync(cancellationToken).AsTask();

                cancellationToken.ThrowIfCancellationRequested();
            }

            throw new ControlException(ControlError.Ended, $"{trial.Library.Name} was removed by another command.");
        }
        finally
        {
            observations.End(trial);
        }
    }

    /// <summary>Returns the library of a name that is applied; null for none. One that is on trial belongs to its command.</summary>
    /// <exception cref="ControlException">Several are.</exception>
    public static PatchLibrary? Applied(string name)
        => PatchLibrary.All.Where(library => library.Name == name && !Trial.Has(library)).ToArray() switch
        {
            [] => null,
            [var only] => only,
            var several => throw new ControlException(ControlError.Ambiguous, $"One patch library '{name}' was expected, but {several.Length} are applied. Remove the patches of their owner: restore --owner."),
        };

    public static PatchTrust TrustFor(string path, PatchTrust? trust) => trust ?? PatchTrust.Directories(Path.GetDirectoryName(Path.GetFullPath(path))!);

    public static TimeSpan Wait(int milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestWait));

    private static PatchLibraryOptions Options(
        ApplyRequest request, PatchTrust? trust, PatchLibrary? replaced, IPatchFeatures? features = null, Action<ShadowReport>? shadow = null)
        => new()
        {
            Trust = TrustFor(request.Path, trust),
            Timeout = Wait(request.TimeoutMilliseconds),
            UnloadWait = TimeSpan.Zero,
            Replaces = replaced,
            Features = features,
            Share = request.Share,
            Shadow = shadow is not null,
            ShadowReport = shadow,
            RollbackOnFault = request.GuardCount is { } count ? new FaultLimit(count, TimeSpan.FromSeconds(request.GuardSeconds)) : null,
        };

    private static ShadowDescription Describe(ShadowReport report, Secrets secrets, ShadowCounts counts)
    {
        const int Depth = 2;
        var method = report.Handle.Method;
        var values = Enumerable.Range(0, report.Arguments.Count).Select(index => report.Arguments[index]).ToArray();

        RunDescription Run(string code, object? result, Exception? exception, TimeSpan duration)
            => new(
                code,
                exception is null ? CallText.ResultOf(method, result, Depth, secrets) : null,
                exception is null ? null : ValueText.Of(exception, Depth, secrets.Contains),
                duration.TotalMilliseconds);

        return new(
            report.Handle.Name,
            CallText.ArgumentsOf(method, values, Depth, secrets),
            Run("current", report.Result, report.Exception, report.Duration),
            Run("candidate", report.CandidateResult, report.CandidateException ?? report.CompareException, report.CandidateDuration),
            counts.Calls,
            counts.Differences);
    }

    /// <summary>Counts compared calls. Thread safe.</summary>
    private sealed class ShadowCounts
    {
        private long _calls;
        private long _differences;

        public long Calls => Interlocked.Read(ref _calls);

        public long Differences => Interlocked.Read(ref _differences);

        /// <summary>Counts a call.</summary>
        /// <returns>Whether it differs.</returns>
        public bool Add(bool isMatch)
        {
            Interlocked.Increment(ref _calls);
            if (!isMatch)
                Interlocked.Increment(ref _differences);

            return !isMatch;
        }
    }
}
