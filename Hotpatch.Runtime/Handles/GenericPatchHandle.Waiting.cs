using Hotpatch.Gates;
using Hotpatch.Handles;

namespace Hotpatch;

/// <content>How long a change waits for running calls, of whichever instantiation: they are counted together.</content>
public sealed partial class GenericPatchHandle
{
    /// <summary>
    /// Patches every instantiation, as <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/> does, and waits no longer than it is told.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">How long to wait for calls that are running; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was, and instantiations that have come into use since are like the others.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was, likewise.</exception>
    public void Patch(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(Entry(factory), timeout, cancellationToken);

    /// <summary>
    /// As <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>, without holding a thread while it waits.
    /// </summary>
    /// <param name="factory">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate})"/>.</param>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the patch is in effect, and fails as the other throws.</returns>
    /// <exception cref="InvalidReplacementException">The factory is null.</exception>
    public Task PatchAsync(
        Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(Entry(factory), timeout, cancellationToken);

    /// <summary>Takes out what <c>Patch</c> has put in, as <see cref="Restore()"/> does, and waits no longer than it is told.</summary>
    /// <param name="timeout">As for <see cref="Patch(Func{PatchHandle, IReadOnlyList{Type}, Delegate}, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public void Restore(TimeSpan timeout, CancellationToken cancellationToken = default) => Change(begun: null, timeout, cancellationToken);

    /// <summary>As <see cref="Restore(TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the factory's replacements are out, and fails as the other throws.</returns>
    public Task RestoreAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(begun: null, timeout, cancellationToken);

    private FactoryEntry Entry(Func<PatchHandle, IReadOnlyList<Type>, Delegate?> factory)
        => factory is null
            ? throw new InvalidReplacementException($"{Name}: a factory of replacements was expected, but null was found; to restore, call Restore.")
            : new FactoryEntry(
                (handle, typeArguments) => factory(handle, typeArguments) is { } replacement ? Replacement.OnTop(handle.Conform(replacement)) : null);

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
