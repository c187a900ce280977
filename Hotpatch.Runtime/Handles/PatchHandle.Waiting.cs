using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch;

/// <content>Members that choose how a change waits for running calls: with a time-out, asynchronously, at once or not at all, or by force.</content>
public abstract partial class PatchHandle
{
    /// <summary>Gets what patching this method promises about running calls.</summary>
    public Consistency Consistency => Gate?.Consistency ?? Consistency.Immediate;

    /// <summary>
    /// Gets how many calls of the method are running, including calls whose task has not completed. Null for <see cref="Consistency.Immediate"/>,
    /// where calls are not counted.
    /// </summary>
    /// <remarks>The number can change at any time. The calls of all instantiations of a generic method are counted together.</remarks>
    public int? InFlight => Gate?.Register.InFlight;

    internal Gate? Gate => _slot.Gate;

    /// <summary>Replaces the method's behaviour, and waits at most a given time for running calls.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">
    /// Calls are still running after <paramref name="timeout"/>. The message says which. Nothing has changed.
    /// </exception>
    /// <exception cref="OperationCanceledException">
    /// The wait was cancelled. The message says which calls are still running. Nothing has changed.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Patch(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour, and waits for running calls without blocking a thread.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the patch is in effect. It fails with the other exceptions of
    /// <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.
    /// </returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>. Thrown at once.</exception>
    public Task PatchAsync(Delegate replacement, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour if that needs no wait.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <returns>
    /// True if the method was patched. False if calls are running that <see cref="Patch(Delegate)"/> would wait for, or if another change of the
    /// method is waiting; nothing has changed then.
    /// </returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public bool TryPatch(Delegate replacement) => TryChange(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour at once, without waiting for running calls, as for <see cref="Consistency.Immediate"/>.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <remarks>
    /// Running calls finish with the body they started with. A later change that waits also waits for these calls; so does
    /// <see cref="WaitForDrain()"/>.
    /// </remarks>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public void ForcePatch(Delegate replacement) => Force(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed, and waits at most a given time for running calls.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>The scope; dispose it to remove the replacement. Disposing waits without limit.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public PatchScope PatchScoped(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => BeginScope(Conform(replacement), timeout, cancellationToken);

    /// <summary>Puts the original back, and waits at most a given time for running calls.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchDeadlockException">
    /// The method is not <see cref="Consistency.Immediate"/>, and a call of it is running on this thread; or a wrapper of the method makes the
    /// change.
    /// </exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>. Nothing has changed.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. Nothing has changed.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void Restore(TimeSpan timeout, CancellationToken cancellationToken = default) => Change(StackEdit.Clear, timeout, cancellationToken);

    /// <summary>Puts the original back, and waits for running calls without blocking a thread.</summary>
    /// <param name="timeout">The longest time to wait; null to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>
    /// A task that completes when the original is back. It fails with the exceptions of <see cref="Restore(TimeSpan, CancellationToken)"/>.
    /// </returns>
    public Task RestoreAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Clear, timeout, cancellationToken);

    /// <summary>Puts the original back if that needs no wait.</summary>
    /// <returns>
    /// True if the original is back. False if calls are running that <see cref="Restore()"/> would wait for, or if another change of the method is
    /// waiting; nothing has changed then.
    /// </returns>
    public bool TryRestore() => TryChange(StackEdit.Clear);

    /// <summary>Puts the original back at once, without waiting for running calls.</summary>
    /// <remarks>Running calls finish with the body they started with.</remarks>
    public void ForceRestore() => Force(StackEdit.Clear);

    /// <summary>
    /// Waits until all calls that are running now have ended. New calls don't wait meanwhile. Use this after <see cref="ForcePatch"/>.
    /// </summary>
    /// <exception cref="PatchException">The method is <see cref="Consistency.Immediate"/>, as calls always are, so its calls are not counted.</exception>
    /// <exception cref="PatchDeadlockException">A call of the method is running on this thread.</exception>
    public void WaitForDrain() => WaitForDrain(Timeout.InfiniteTimeSpan);

    /// <summary>Waits at most a given time until all calls that are running now have ended. New calls don't wait meanwhile.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/> to wait without limit.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <exception cref="PatchException">The method is <see cref="Consistency.Immediate"/>, so its calls are not counted.</exception>
    /// <exception cref="PatchDeadlockException">A call of the method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after <paramref name="timeout"/>.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    public void WaitForDrain(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (Gate is not { } gate)
        {
            throw new PatchException(
                $"{Name}: can't wait for running calls. A method with the consistency {nameof(Consistency.Drained)} or {nameof(Consistency.Exclusive)} was expected, but "
                + (IsOfCalls
                    ? $"this handle is for calls, which are always {nameof(Consistency.Immediate)} and are not counted. Wait for the methods that make the calls, if they are patchable."
                    : $"this one is {Consistency}, so its calls are not counted. Set {nameof(Consistency)} in its [Patchable] attribute."));
        }

        var wait = new NoChange(Name);
        TransitionRun.Run(new Transition(new[] { gate }, wait, Consistency.Drained), wait, new Patience(timeout, cancellationToken));
    }

    /// <summary>
    /// Removes an entry, and waits without limit for running calls. Inside the method, removes the entry without waiting: the wait would be a
    /// deadlock, and the end of a scope or a layer must not throw.
    /// </summary>
    internal void End(StackEntry entry) => ChangeRun.End(new HandleChange(this, StackEdit.End(entry)));
}
