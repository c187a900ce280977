using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>Counts the calls of one thread that entered a <see cref="Gate"/> by one of its sides. Not for use by hand.</summary>
/// <remarks>
/// Only the owning thread writes; all threads can read. Calls that began and calls that ended are counted in two fields. Each call then writes each
/// field once; with one field, it would read a value right after writing it, for which a processor stalls.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "Used as a memory location; two are never compared.")]
public struct GateCount
{
    /// <summary>The side whose calls are counted; null if the place in the table is free.</summary>
    internal GateSide? Side;

    private int _entered;
    private int _exited;

    /// <summary>
    /// Gets whether the gate is closed, so that the call was not counted. Begin the call by <see cref="Gate.WhenOpen(Func{Task})"/>.
    /// </summary>
    public readonly bool MustWait => Side is null;

    /// <summary>Gets how many calls of the thread are running. Any thread may read this.</summary>
    /// <remarks>The ended calls are read first. If both numbers are equal, no call was running at that moment.</remarks>
    internal int Calls
    {
        get
        {
            var exited = Volatile.Read(ref _exited);
            return Volatile.Read(ref _entered) - exited;
        }
    }

    /// <summary>Gets how many calls of the thread are running. Only the owning thread may read this.</summary>
    internal readonly int CallsOfThisThread => _entered - _exited;

    /// <summary>Ends a call, on the thread that began it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _exited, _exited + 1);

    /// <summary>Makes the call last until a task completes. Call this before <see cref="Exit"/>.</summary>
    /// <param name="task">The task that the method returns. Null, or a task that is complete, doesn't make the call last longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(Task? task)
    {
        if (task is { IsCompleted: false })
            Side!.Track(task);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter() => Volatile.Write(ref _entered, _entered + 1);
}
