using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Enters gates without a block, for calls that no exception ends.</summary>
internal static class GateEntering
{
    /// <summary>Begins a call, as a woven method does.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>What counts the call.</returns>
    public static ref GateCount Enter(this Gate gate)
    {
        ref var count = ref gate.Find(out var calls);
        return ref gate.Enter(ref count, ref calls);
    }
}
