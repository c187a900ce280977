using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>The calls of one thread that entered a <see cref="Gate"/> by one of its sides. Not for use by hand.</summary>
/// <remarks>Only its thread writes the count; every thread may read it.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class GateCount
{
    private PaddedCount _count;

    internal GateCount(GateSide side, Thread thread) => (Side, Thread) = (side, thread);

    internal GateSide Side { get; }

    internal Thread Thread { get; }

    /// <summary>How many calls of the thread are inside.</summary>
    internal int Calls => Volatile.Read(ref _count.Calls);

    /// <summary>Ends the call, on the thread that began it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _count.Calls, _count.Calls - 1);

    /// <summary>Lets the call last until a task completes: to be called before <see cref="Exit"/>.</summary>
    /// <param name="task">What the method returns; null, and one that is complete, last no longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Track(Task? task)
    {
        if (task is { IsCompleted: false })
            Side.Track(task);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter() => Volatile.Write(ref _count.Calls, _count.Calls + 1);

    /// <summary>What other threads write must not lie on the same line of a processor's cache, wherever the collector puts the object.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 2 * CacheLine)]
    private struct PaddedCount
    {
        private const int CacheLine = 64;

        [FieldOffset(CacheLine)]
        public int Calls;
    }
}
