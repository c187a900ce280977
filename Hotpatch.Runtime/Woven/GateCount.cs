using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>The calls of one thread that entered a <see cref="Gate"/> by one of its sides. Not for use by hand.</summary>
/// <remarks>
/// Only its thread writes it; every thread may read it. A call ends by writing what the count was before it began. That is one write, so that an abort
/// of the thread finds the call ended or not; and the count need not be read again right after it was written, for which processors make a call wait.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "It is a place in memory; nobody compares two.")]
public struct GateCount
{
    /// <summary>Where it counts; null where nobody has counted yet.</summary>
    internal GateSide? Side;

    private int _calls;

    /// <summary>Whether the gate is closed, so that nothing was counted: the call begins later, by <see cref="Gate.WhenOpen(Func{Task})"/>.</summary>
    public readonly bool MustWait => Side is null;

    /// <summary>How many calls of the thread are inside, for any thread.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>How many calls of the thread are inside, for itself.</summary>
    internal readonly int CallsOfThisThread => _calls;

    /// <summary>Ends the call, on the thread that began it. The calls that the call has made have ended before.</summary>
    /// <param name="calls">How many calls were inside before it.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(int calls) => Volatile.Write(ref _calls, calls);

    /// <summary>Lets the call last until a task completes: to be called before <see cref="Exit"/>.</summary>
    /// <param name="task">What the method returns; null, and one that is complete, last no longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(Task? task)
    {
        if (task is { IsCompleted: false })
            Side!.Track(task);
    }

    /// <summary>Counts a call, after those that are inside.</summary>
    /// <param name="calls">How many calls are inside.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter(int calls) => Volatile.Write(ref _calls, calls + 1);
}
