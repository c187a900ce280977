using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call that waits on its thread.</summary>
/// <param name="inside">As for <see cref="WaitingCall"/>.</param>
internal sealed class BlockedCall(Gate[] inside) : WaitingCall(inside)
{
    private readonly TaskCompletionSource<bool> _letIn = new();

    /// <summary>Waits. The pool is told, where it is one of its threads, so that others come in its place.</summary>
    /// <exception cref="ThreadInterruptedException">The thread was interrupted.</exception>
    public void Wait() => _letIn.Task.Wait();

    protected override void Begin() => _letIn.SetResult(true);
}
