using Hotpatch.Gates;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;
using Hotpatch.Libraries.Loading;

namespace Hotpatch;

/// <content>Replacements that hold for a share of the calls.</content>
public sealed partial class PatchLibrary
{
    /// <summary>
    /// Gets or sets the share of the calls that run the library's replacements, from 0 to 1. A change holds for the next call. If they have different
    /// shares, the smallest; 1 if none has one.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    /// <exception cref="PatchException">
    /// No patch of the library has a share: neither <see cref="PatchLibraryOptions.Share"/> nor <see cref="LibraryPatchAttribute.Share"/> was set, or it was
    /// promoted.
    /// </exception>
    public double Share
    {
        get => Applied.Select(patch => patch.Share).DefaultIfEmpty(1).Min();
        set
        {
            if (value is not (>= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(value), value, "A share from 0 to 1 was expected.");

            RequireShare();
            foreach (var patch in Applied.Where(patch => patch.Part is not null))
                patch.Share = value;
        }
    }

    /// <summary>Makes the library's replacements hold for all calls, in one step. They lie where they would without a share.</summary>
    /// <remarks>
    /// Waits for running calls of methods that are not <see cref="Consistency.Immediate"/>. A call then runs the replacement directly, as if the library had
    /// been applied without a share. Runs no code of the library. What was removed from a method before, such as by
    /// <see cref="PatchHandle.Restore()"/>, stays removed.
    /// </remarks>
    /// <param name="timeout">The longest time to wait; null for <see cref="PatchLibraryOptions.Timeout"/> of the load.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task that completes when the replacements hold for all calls.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative and not infinite.</exception>
    /// <exception cref="PatchException">
    /// No patch of the library has a share, the library is not applied, its guard has fired, or another thread is changing it.
    /// </exception>
    /// <exception cref="PatchDeadlockException">A method that the call would wait for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after the time-out. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    public async Task PromoteAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        PatchChange.CheckWait(timeout ?? _options.Timeout, cancellationToken);
        RequireShare();
        var content = BeginChange();
        PatchChange? change = null;
        try
        {
            if (content.Patches.All(patch => patch.IsShadow))
                throw new PatchException($"{Name}: replacements that run in place of their targets were expected, but these run beside them. Load the library without Shadow.");

            LibraryGates.RequireOutside(LibraryGates.HandlesOf(content.Patches));
            var promoted = content.Patches.Select(patch => patch.Promoted()).ToArray();
            change = LibraryChange.Promoting([.. content.Patches.Zip(promoted).Where(pair => !ReferenceEquals(pair.First, pair.Second))]);
            RequireNoFault();
            await change.RunAsync(timeout ?? _options.Timeout, cancellationToken).ConfigureAwait(false);
            Exchange(content with { Patches = promoted });
        }
        finally
        {
            EndChange(isOver: false);
        }

        change.Tell();

        // The guard removes what lies there when it fires, and what was promoted has come since.
        if (Guard is { HasFired: true })
            RemoveFaulty();

        RequireNoFault();
    }

    /// <summary>Runs a recorded call against the replacement that the library has for its method, whatever share of the calls runs it.</summary>
    /// <param name="call">The call.</param>
    /// <returns>The result; a task if the method returns one. Null if there is none.</returns>
    /// <remarks>As for <see cref="RecordedCall.RunOriginal"/>. Exceptions of the replacement reach the caller.</remarks>
    /// <exception cref="ArgumentNullException">The call is null.</exception>
    /// <exception cref="PatchException">
    /// The library is not applied or has no replacement for this one method (of all type arguments of a generic one), or the call can't be run again.
    /// </exception>
    public object? Run(RecordedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        IReadOnlyList<BoundPatch> patches;
        lock (_lock)
            patches = _content?.Patches ?? [];

        var target = patches.Where(patch => patch.Handle == call.Call.Handle).Select(patch => patch.Entry?.Target).FirstOrDefault(found => found is not null) ?? throw new PatchException(
            $"{Name}: a replacement of {call.Call.Handle.Name} was expected, to run a recorded call against it, but {(IsApplied ? "the library has none" : "the library is not applied")}.");
        return call.Run(target);
    }

    private void RequireNoFault()
    {
        if (Guard is { HasFired: true })
            throw new PatchException($"{Name}: a patch library without faults was expected, but its guard has fired, and its patches were removed: {Guard}");
    }

    private void RequireShare()
    {
        if (Applied.All(patch => patch.Part is null))
        {
            var flag = Applied.Select(patch => patch.Feature).FirstOrDefault(feature => feature is not null);
            throw new PatchException(
                $"{Name}: a patch library that is applied for a share of the calls was expected, but {(!IsApplied ? "it is not applied" : flag is not null ? $"the feature flag {flag} decides about its calls" : "it holds for all calls")}. "
                + (flag is null ? $"Load it with {nameof(PatchLibraryOptions)}.{nameof(PatchLibraryOptions.Share)}." : "Change the share where the flag is defined."));
        }
    }

    private void Exchange(LibraryContent content)
    {
        using (HeldLock.Of(_lock))
        {
            _content = content;
            _applied = [.. content.Patches.Select(patch => patch.Applied)];
            Kept[this] = content;
        }
    }
}
