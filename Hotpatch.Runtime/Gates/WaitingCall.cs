using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call at a closed gate, which has been counted as <see cref="GateSide.Admitted"/> when it is let in.</summary>
/// <param name="inside">The gates that the calling thread is inside: as soon as one of them is closed too, the call must get on.</param>
internal abstract class WaitingCall(Gate[] inside)
{
    /// <summary>By which it was let in; null while it waits. Written under the gate's lock.</summary>
    public GateSide? Side { get; set; }

    /// <summary>Whether it cannot wait until the gate is open: a closed gate would never be empty.</summary>
    public bool MustGetOn => Array.Exists(inside, gate => gate.IsClosed);

    /// <summary>Lets it begin, after it was let in. Calls nothing foreign.</summary>
    public abstract void Begin();
}
