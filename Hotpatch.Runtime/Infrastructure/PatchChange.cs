using System.ComponentModel;
using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Sets;

namespace Hotpatch.Infrastructure;

/// <summary>A change of several methods at once: it removes entries and adds others, all of them or none. Not for use by hand.</summary>
/// <remarks>First add the exchanges, then run the change once. Not thread safe.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchChange
{
    private readonly List<IMemberChange> _members = [];
    private readonly List<PatchHandle> _handles = [];
    private readonly List<GenericPatchHandle> _generics = [];
    private SetChange? _set;

    private SetChange Set => _set ??= new SetChange(_members.ToArray());

    /// <summary>Returns whether a call of a gated method is running on this thread. A change that waits for it would be a deadlock.</summary>
    /// <param name="handle">The method's handle.</param>
    /// <returns>Whether a call is running; false for methods without a gate.</returns>
    public static bool IsInsideOnThisThread(PatchHandle handle) => handle.Gate is { } gate && gate.IsThisThreadInside();

    /// <summary>Throws the exceptions that the other members throw for these arguments, before anything else happens.</summary>
    /// <param name="timeout">As for <see cref="Run"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Run"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token is cancelled.</exception>
    public static void CheckWait(TimeSpan timeout, CancellationToken cancellationToken) => _ = new Patience(timeout, cancellationToken);

    /// <summary>Adds an exchange of entries of one handle. Call it once for each handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="pairs">
    /// Entries to remove, each with the entry that takes its place if both have the same rank. Null on one side: only removes or only adds.
    /// </param>
    public void Exchange(PatchHandle handle, IEnumerable<(PatchEntry? Ended, PatchEntry? Begun)> pairs)
    {
        _handles.Add(handle);
        _members.Add(new HandleChange(handle, StackEdit.Exchange(pairs.Select(pair => (pair.Ended?.Entry, pair.Begun?.Entry)).ToArray())));
    }

    /// <summary>Adds an exchange of entries of one handle, of those that are still there. Call it once for each handle.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="pairs">Entries, each with the one that takes its place.</param>
    public void Substitute(PatchHandle handle, IEnumerable<(PatchEntry Before, PatchEntry After)> pairs)
    {
        _handles.Add(handle);
        _members.Add(new HandleChange(handle, StackEdit.Substitute(pairs.Select(pair => (pair.Before.Entry, pair.After.Entry)).ToArray())));
    }

    /// <summary>Adds an exchange for all instantiations of a generic method. Call it before the exchanges of single handles.</summary>
    /// <param name="generic">The handle.</param>
    /// <param name="ended">The factory to remove; null for none.</param>
    /// <param name="begun">The factory to add; null for none.</param>
    public void Exchange(GenericPatchHandle generic, GenericPatchEntry? ended, GenericPatchEntry? begun)
    {
        _generics.Add(generic);
        _members.Add(new GenericChange(generic, ended?.Entry, begun?.Entry));
    }

    /// <summary>Makes the change, and waits for running calls of gated methods.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchDeadlockException">A call of one of the methods is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after the time-out. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Run(TimeSpan timeout, CancellationToken cancellationToken) => ChangeRun.Run(Set, new Patience(timeout, cancellationToken));

    /// <summary>Makes the change as <see cref="Run"/> does, without blocking a thread while it waits.</summary>
    /// <param name="timeout">As for <see cref="Run"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Run"/>.</param>
    /// <returns>A task that completes when the change is made. It fails with the exceptions of <see cref="Run"/>.</returns>
    public Task RunAsync(TimeSpan timeout, CancellationToken cancellationToken) => ChangeRun.RunAsync(Set, new Patience(timeout, cancellationToken));

    /// <summary>Makes the change if it needs no wait.</summary>
    /// <returns>Whether the change was made; if not, nothing has changed.</returns>
    public bool TryRun() => ChangeRun.TryRun(Set);

    /// <summary>Makes the change at once, without waiting for running calls.</summary>
    public void Force() => ChangeRun.Force(Set);

    /// <summary>Reverts a change that was made, without waiting. Does nothing if it was not made.</summary>
    public void Undo() => Set.Undo();

    /// <summary>Raises the events of the handles that have changed.</summary>
    public void Tell() => Set.Tell();

    /// <summary>Reverts a change that was made. Waits as <see cref="Run"/> does; if the wait fails, reverts by force.</summary>
    /// <param name="timeout">The longest time to wait for running calls.</param>
    /// <param name="isTold">Whether <see cref="Tell"/> was called. If so, the events are raised again for the reverse change.</param>
    public void RollBack(TimeSpan timeout, bool isTold)
    {
        var before = isTold ? Running() : [];
        var reverse = Set.Reverse();
        try
        {
            ChangeRun.Run(reverse, new Patience(timeout, CancellationToken.None));
        }
        catch (Exception exception)
        {
            ChangeRun.Force(reverse);
            if (exception is not PatchException)
                throw;
        }

        TellSince(before);
    }

    /// <summary>Reverts a change as <see cref="RollBack"/> does, without blocking a thread while it waits.</summary>
    /// <param name="timeout">As for <see cref="RollBack"/>.</param>
    /// <param name="isTold">As for <see cref="RollBack"/>.</param>
    /// <returns>A task that completes when the change is reverted.</returns>
    public async Task RollBackAsync(TimeSpan timeout, bool isTold)
    {
        var before = isTold ? Running() : [];
        var reverse = Set.Reverse();
        try
        {
            await ChangeRun.RunAsync(reverse, new Patience(timeout, CancellationToken.None)).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            ChangeRun.Force(reverse);
            if (exception is not PatchException)
                throw;
        }

        TellSince(before);
    }

    private (PatchHandle Handle, Delegate? Running)[] Running()
        => [.. _handles.Concat(_generics.SelectMany(generic => generic.Instantiations)).Distinct().Select(handle => (handle, handle.State.Running))];

    private static void TellSince(IEnumerable<(PatchHandle Handle, Delegate? Running)> before)
    {
        foreach (var (handle, running) in before)
        {
            try
            {
                handle.RaiseChanged(running, handle.State.Running);
            }
#pragma warning disable CA1031 // The caller already handles the exception that led to the roll-back, and nothing is left to undo.
            catch (Exception)
#pragma warning restore CA1031
            {
            }
        }
    }
}
