using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call at a closed gate. It completes with the side by which the call was let in, and was counted as <see cref="GateSide.Admitted"/>.</summary>
/// <param name="inside">The gates that the calling thread is inside: as soon as one of them is closed too, the call must get on.</param>
/// <param name="isBlocking">Whether a thread waits for it, and nothing else.</param>
internal sealed class WaitingCall(Gate[] inside, bool isBlocking) : TaskCompletionSource<GateSide>
{
    private static readonly WaitCallback Complete = call => ((WaitingCall)call!).TrySetResult(((WaitingCall)call!).Side!);

    /// <summary>By which it was let in; null while it waits. Written under the gate's lock.</summary>
    public GateSide? Side { get; set; }

    /// <summary>Whether it cannot wait until the gate is open: a closed gate would never be empty.</summary>
    public bool MustGetOn => Array.Exists(inside, gate => gate.IsClosed);

    /// <summary>Lets it begin, after it was let in.</summary>
    public void Begin()
    {
        // What goes on where a task completes is foreign, and what posts it to where it belongs is too.
        if (isBlocking)
            SetResult(Side!);
        else
            ThreadPool.UnsafeQueueUserWorkItem(Complete, this);
    }
}
