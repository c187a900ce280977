using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call that blocks its thread while it waits at a closed gate.</summary>
/// <param name="inside">As for <see cref="WaitingCall"/>.</param>
internal sealed class BlockedCall(Gate[] inside) : WaitingCall(inside)
{
    private readonly TaskCompletionSource<bool> _letIn = new();

    /// <summary>Blocks the thread until the call is admitted.</summary>
    /// <remarks>Waiting on a task lets the thread pool start another thread if this one is of the pool.</remarks>
    /// <exception cref="ThreadInterruptedException">The thread was interrupted.</exception>
    public void Wait() => _letIn.Task.Wait();

    protected override void Begin() => _letIn.SetResult(true);
}
