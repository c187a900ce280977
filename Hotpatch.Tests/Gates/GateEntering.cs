using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Enters and leaves gates without a block, for calls that no exception ends.</summary>
internal static class GateEntering
{
    /// <summary>Begins a call, as a woven method does.</summary>
    /// <param name="gate">The gate.</param>
    /// <returns>What counts the call.</returns>
    public static ref GateCount Enter(this Gate gate)
    {
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        return ref gate.Enter(ref count, ref calls, ref entry);
    }

    /// <summary>Ends the call that this thread has begun last.</summary>
    /// <param name="count">What counts the call.</param>
    public static void Exit(this ref GateCount count) => count.Exit(count.Calls - 1);
}
