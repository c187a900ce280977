using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call at a closed gate, which has been counted as <see cref="GateSide.Admitted"/> when it is let in.</summary>
/// <param name="inside">The gates that the calling thread is inside: as soon as one of them is closed too, the call must get on.</param>
internal abstract class WaitingCall(Gate[] inside)
{
    /// <summary>By which it was let in; null while it waits. Written under the gate's lock.</summary>
    public GateSide? Side { get; set; }

    /// <summary>Whether it has begun, so that its thread counts it, or will never begin.</summary>
    public bool HasBegun { get; set; }

    /// <summary>Whether it cannot wait until the gate is open: a closed gate would never be empty.</summary>
    public bool MustGetOn => Array.Exists(inside, gate => gate.IsClosed);

    /// <summary>Where it must begin: a context or a scheduler; null where it may anywhere.</summary>
    public virtual object? Place => null;

    /// <summary>Lets calls begin that were let in, in their order. Calls nothing foreign: that is for the pool.</summary>
    public static void Begin(IReadOnlyList<WaitingCall> calls)
    {
        foreach (var call in calls)
        {
            if (call.Place is null)
                call.Begin();
        }

        // One after the other, or they would change places on the way.
        foreach (var callsOfPlace in calls.Where(call => call.Place is not null).GroupBy(call => call.Place!))
            ThreadPool.UnsafeQueueUserWorkItem(BeginAll, callsOfPlace.ToArray());
    }

    /// <summary>Lets it begin, after it was let in.</summary>
    protected abstract void Begin();

    private static void BeginAll(object? calls)
    {
        foreach (var call in (WaitingCall[])calls!)
            call.Begin();
    }
}
