using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// A call that waits at a closed gate. When the gate admits it, its side counts it in <see cref="GateSide.Admitted"/> until it begins.
/// </summary>
/// <param name="inside">
/// The gates whose methods are running on the calling thread. As soon as one of them is closed too, the call must get on.
/// </param>
internal abstract class WaitingCall(Gate[] inside)
{
    /// <summary>Gets or sets the side by which the call was admitted; null while it waits. Written under the gate's lock.</summary>
    public GateSide? Side { get; set; }

    /// <summary>Gets or sets whether the waiting is over: the call has begun, and its thread counts it, or it will never begin.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Gets whether the call must not wait: the calling thread is inside a gate that is closed and would never be empty.</summary>
    public bool MustGetOn => Array.Exists(inside, gate => gate.IsClosed);

    /// <summary>Gets where the call must begin: a synchronization context or a task scheduler. Null if it can begin on any thread.</summary>
    public virtual object? Place => null;

    /// <summary>
    /// Begins admitted calls in their order. Runs no foreign code on this thread, since locks can be held: calls with a place begin by way of the
    /// thread pool.
    /// </summary>
    public static void Begin(IReadOnlyList<WaitingCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.Place is null)
                call.Begin();
        }

        // One work item for all calls of a place: several items could overtake each other.
        foreach (var callsOfPlace in calls.Where(call => call.Place is not null).GroupBy(call => call.Place!))
            ThreadPool.UnsafeQueueUserWorkItem(BeginAll, callsOfPlace.ToArray());
    }

    /// <summary>Begins the call, after it was admitted.</summary>
    protected abstract void Begin();

    private static void BeginAll(object? calls)
    {
        foreach (var call in (WaitingCall[])calls!)
            call.Begin();
    }
}
