using Hotpatch.Gates;
using Hotpatch.Handles;
using Hotpatch.Woven;

namespace Hotpatch;

/// <content>How a change takes effect: waiting, without holding a thread, at once or not at all, by force.</content>
public abstract partial class PatchHandle
{
    /// <summary>What patching this method promises about calls that are running.</summary>
    public Consistency Consistency => Gate?.Consistency ?? Consistency.Immediate;

    /// <summary>
    /// How many calls of the method are running, those included whose tasks are; they come and go meanwhile. Null where they are not counted:
    /// for <see cref="Consistency.Immediate"/>. All instantiations of a generic method are counted together.
    /// </summary>
    public int? InFlight => Gate?.Register.InFlight;

    internal Gate? Gate => _slot.Gate;

    /// <summary>Replaces the method's behaviour, as <see cref="Patch(Delegate)"/> does, and waits no longer than it is told.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">How long to wait for calls that are running; <see cref="Timeout.InfiniteTimeSpan"/> for as long as it takes.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was; the message says which calls are still running.</exception>
    public void Patch(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => Change(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>As <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the patch is in effect, and fails as the other throws.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public Task PatchAsync(Delegate replacement, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Set(Conform(replacement)), timeout, cancellationToken);

    /// <summary>Replaces the method's behaviour if it can be done at once, without waiting for anything.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <returns>Whether it was done; false where calls are running that would have to be waited for, or another patch is waiting.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public bool TryPatch(Delegate replacement) => TryChange(StackEdit.Set(Conform(replacement)));

    /// <summary>
    /// Replaces the method's behaviour at once, whatever is running: as for <see cref="Consistency.Immediate"/>. A later patch that waits, waits
    /// for the calls of all older bodies.
    /// </summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    public void ForcePatch(Delegate replacement) => Force(StackEdit.Set(Conform(replacement)));

    /// <summary>Replaces the method's behaviour until the scope is disposed, and waits no longer than it is told for that to take effect.</summary>
    /// <param name="replacement">As for <see cref="Patch(Delegate)"/>.</param>
    /// <param name="timeout">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <returns>The scope; its own end waits as long as it takes.</returns>
    /// <exception cref="InvalidReplacementException">As for <see cref="Patch(Delegate)"/>.</exception>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public PatchScope PatchScoped(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken = default)
        => BeginScope(Conform(replacement), timeout, cancellationToken);

    /// <summary>Puts the original back, as <see cref="Restore()"/> does, and waits no longer than it is told.</summary>
    /// <param name="timeout">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <exception cref="PatchDeadlockException">The method is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public void Restore(TimeSpan timeout, CancellationToken cancellationToken = default) => Change(StackEdit.Clear, timeout, cancellationToken);

    /// <summary>As <see cref="Restore(TimeSpan, CancellationToken)"/>, without holding a thread while it waits.</summary>
    /// <param name="timeout">How long to wait; as long as it takes, where it is not given.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>A task that completes when the original is back, and fails as the other throws.</returns>
    public Task RestoreAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
        => ChangeAsync(StackEdit.Clear, timeout, cancellationToken);

    /// <summary>Puts the original back if it can be done at once, without waiting for anything.</summary>
    /// <returns>As for <see cref="TryPatch"/>.</returns>
    public bool TryRestore() => TryChange(StackEdit.Clear);

    /// <summary>Puts the original back at once, whatever is running, as <see cref="ForcePatch"/> patches.</summary>
    public void ForceRestore() => Force(StackEdit.Clear);

    /// <summary>Waits until all calls have ended that are running now; new ones go on meanwhile. For after <see cref="ForcePatch"/>.</summary>
    /// <exception cref="PatchException">The method is <see cref="Consistency.Immediate"/>: its calls are not counted.</exception>
    /// <exception cref="PatchDeadlockException">One of them is on this thread.</exception>
    public void WaitForDrain() => WaitForDrain(Timeout.InfiniteTimeSpan);

    /// <summary>As <see cref="WaitForDrain()"/>, and waits no longer than it is told.</summary>
    /// <param name="timeout">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Patch(Delegate, TimeSpan, CancellationToken)"/>.</param>
    /// <exception cref="PatchException">The method is <see cref="Consistency.Immediate"/>: its calls are not counted.</exception>
    /// <exception cref="PatchDeadlockException">One of them is on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public void WaitForDrain(TimeSpan timeout, CancellationToken cancellationToken = default)
    {
        if (Gate is not { } gate)
        {
            throw new PatchException(
                $"{Name}: a method that counts its calls was expected, but this one is {Consistency}. Mark it with another {nameof(Consistency)}.");
        }

        var wait = new NoChange(Name);
        TransitionRun.Run(new Transition([gate], wait, Consistency.Drained), wait, new Patience(timeout, cancellationToken));
    }

    /// <summary>
    /// Takes an entry out, as patching does: it waits, for as long as it takes. Within the method itself that would never end, and the end of a scope
    /// or a layer must not throw: there it waits for nothing.
    /// </summary>
    internal void End(StackEntry entry) => ChangeRun.End(new HandleChange(this, StackEdit.End(entry)));

    private protected void Change(StackEdit edit)
    {
        if (Gate is not null)
            Change(edit, Timeout.InfiniteTimeSpan, CancellationToken.None);
        else if (!TryChangePatched(edit))
            Force(edit);
    }

    /// <summary>Does at little cost what <see cref="Force"/> does, where what is there and what comes is simple enough.</summary>
    private bool TryChangePatched(StackEdit edit)
    {
        Composer.ThrowIfCalling(this);
        AwaitSlot();
        HandleState before;
        HandleState? after;
        lock (Lock)
        {
            before = State;
            after = edit.ApplySimply(before);
            if (after is null)
                return false;

            Commit(after);
        }

        RaiseChanged(before.Running, after.Running);
        return true;
    }

    private protected void Change(StackEdit edit, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, edit);
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        change.Tell();
    }

    private protected async Task ChangeAsync(StackEdit edit, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, edit);
        await ChangeRun.RunAsync(change, new Patience(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken)).ConfigureAwait(false);
        change.Tell();
    }

    private protected bool TryChange(StackEdit edit)
    {
        var change = new HandleChange(this, edit);
        if (!ChangeRun.TryRun(change))
            return false;

        change.Tell();
        return true;
    }

    private protected void Force(StackEdit edit)
    {
        var change = new HandleChange(this, edit);
        ChangeRun.Force(change);
        change.Tell();
    }

    private protected PatchScope BeginScope(Delegate replacement) => BeginScope(replacement, Timeout.InfiniteTimeSpan, CancellationToken.None);

    private protected PatchScope BeginScope(Delegate replacement, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var entry = Replacement.OnTop(replacement);
        Begin(entry, timeout, cancellationToken);
        return new PatchScope(this, entry);
    }

    /// <summary>Puts an entry in. Where a subscriber throws, it is taken out again: the caller gets nothing to end it by.</summary>
    private protected void Begin(StackEntry entry, TimeSpan timeout, CancellationToken cancellationToken)
    {
        var change = new HandleChange(this, StackEdit.Begin(entry));
        ChangeRun.Run(change, new Patience(timeout, cancellationToken));
        try
        {
            change.Tell();
        }
        catch
        {
            EndQuietly(entry);
            throw;
        }
    }

    private void EndQuietly(StackEntry entry)
    {
        try
        {
            End(entry);
        }
#pragma warning disable CA1031 // Subscribers hear of this too; what the first one threw is what the caller hears.
        catch (Exception)
#pragma warning restore CA1031
        {
            // It has ended all the same.
        }
    }
}
