using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>Where a thread finds its counts: an array that has two for each gate it has been at, by <see cref="Gate.FirstSide"/>.</summary>
internal static class ThreadCounts
{
    [ThreadStatic]
    private static GateCount?[]? _current;

    /// <summary>This thread's; null where it has been at no gate yet.</summary>
    public static GateCount?[]? Current => _current;

    /// <summary>This thread's, with counts for the gate.</summary>
    public static GateCount?[] For(Gate gate)
    {
        var counts = _current ?? [];
        if (gate.FirstSide + 1 >= counts.Length)
        {
            Array.Resize(ref counts, Math.Max(gate.FirstSide + 2, counts.Length * 2));
            _current = counts;
        }

        if (counts[gate.FirstSide] is null)
            (counts[gate.FirstSide], counts[gate.FirstSide + 1]) = gate.Register.Add(Thread.CurrentThread);

        return counts;
    }
}
