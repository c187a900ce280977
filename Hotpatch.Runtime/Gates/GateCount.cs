using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>Counts the calls of one thread that entered a <see cref="Gate"/> by one of its sides. Not for use by hand.</summary>
/// <remarks>
/// Only the owning thread writes; all threads can read. A call ends by writing the value that the count had before it began. That is one write, so an
/// abort of the thread finds the call either ended or not. The count need not be read again right after it was written, for which a processor stalls.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Used as a memory location; two are never compared.")]
public struct GateCount
{
    /// <summary>The side whose calls are counted; null if the place in the table is free.</summary>
    internal GateSide? Side;

    private int _calls;

    /// <summary>
    /// Gets whether the gate is closed, so that the call was not counted. Begin the call by <see cref="Gate.WhenOpen(Func{Task})"/>.
    /// </summary>
    public readonly bool MustWait => Side is null;

    /// <summary>Gets how many calls of the thread are running. Any thread may read this.</summary>
    internal int Calls => Volatile.Read(ref _calls);

    /// <summary>Gets how many calls of the thread are running. Only the owning thread may read this.</summary>
    internal readonly int CallsOfThisThread => _calls;

    /// <summary>Ends a call, on the thread that began it. The nested calls of the call have ended before.</summary>
    /// <param name="calls">How many calls were running before the call began.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit(int calls) => Volatile.Write(ref _calls, calls);

    /// <summary>Makes the call last until a task completes. Call this before <see cref="Exit"/>.</summary>
    /// <param name="task">The task that the method returns. Null, or a task that is complete, doesn't make the call last longer.</param>
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
