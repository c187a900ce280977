using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>
/// Overloads of <c>Patch</c> and <c>Restore</c> that limit the wait for running calls. The calls of all instantiations are counted together.
/// </content>
public sealed partial class GenericPatchHandle
{
    /// <summary>Patches all instantiations, and waits at most a given time for running calls.</summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidReplacementException">
    /// <paramref name="factory"/> is null, or a replacement doesn't fit its instantiation. Nothing has changed.
    /// </exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">
    /// Calls are still running after <paramref name="timeout"/>. Nothing has changed, not even for instantiations that came into use during the wait.
    /// </exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed, as after a time-out.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Patch(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(Entry(factory), timeout, cancellationToken);

    /// <summary>Patches all instantiations, and waits for running calls without blocking a thread.</summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the patch is in effect. It fails with the exceptions of
    /// <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.
    /// </returns>
    /// <exception cref="InvalidReplacementException"><paramref name="factory"/> is null.</exception>
    public Task PatchAsync(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(Entry(factory), timeout, cancellationToken);

    /// <summary>Removes the replacements of <c>Patch</c> from all instantiations, and waits at most a given time for running calls.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Restore(TimeSpan timeout, CancellationToken cancellationToken = default) => Change(begun: null, timeout, cancellationToken);

    /// <summary>Removes the replacements of <c>Patch</c> from all instantiations, and waits for running calls without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the replacements are removed. It fails with the exceptions of <see cref="Restore(TimeSpan, CancellationToken)"/>.
    /// </returns>
    public Task RestoreAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(begun: null, timeout, cancellationToken);

    private FactoryEntry Entry(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory)
    {
        RequireReplacements(factory);
        return new FactoryEntry(
            (handle, typeArguments) => factory(handle, typeArguments) is { } replacement ? Replacement.OnTop(handle.Conform(replacement)) : null);
    }

    private void Change(FactoryEntry? begun, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = GenericChange.OfPatch(this, begun);
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        change.Tell();
    }

    private async Task ChangeAsync(FactoryEntry? begun, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var change = GenericChange.OfPatch(this, begun);
        await ChangeRun.RunAsync(change, new Patience(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken)).ConfigureAwait(false);
        change.Tell();
    }
}
