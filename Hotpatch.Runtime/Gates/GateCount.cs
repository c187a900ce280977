using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>The calls of one thread that entered a <see cref="Gate"/> by one of its sides. Not for use by hand.</summary>
/// <remarks>
/// Only its thread writes it; every thread may read it. Calls that began and calls that have ended are counted apart: each call then adds to two
/// places once, where one place would have to be read again right after it was written, for which processors make a call wait.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
[SuppressMessage("Performance", "CA1815:Override equals and operator equals on value types", Justification = "It is a place in memory; nobody compares two.")]
public struct GateCount
{
    /// <summary>Where it counts; null where nobody has counted yet.</summary>
    internal GateSide? Side;

    private int _entered;
    private int _exited;

    /// <summary>Whether the gate is closed, so that nothing was counted: the call begins later, by <see cref="Gate.WhenOpen(Func{Task})"/>.</summary>
    public readonly bool MustWait => Side is null;

    /// <summary>How many calls of the thread are inside, for any thread.</summary>
    /// <remarks>Those that have ended are read first: where the two are equal, nobody was inside when they were read.</remarks>
    internal int Calls
    {
        get
        {
            var exited = Volatile.Read(ref _exited);
            return Volatile.Read(ref _entered) - exited;
        }
    }

    /// <summary>How many calls of the thread are inside, for itself.</summary>
    internal readonly int CallsOfThisThread => _entered - _exited;

    /// <summary>Ends the call, on the thread that began it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Exit() => Volatile.Write(ref _exited, _exited + 1);

    /// <summary>Lets the call last until a task completes: to be called before <see cref="Exit"/>.</summary>
    /// <param name="task">What the method returns; null, and one that is complete, last no longer.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly void Track(Task? task)
    {
        if (task is { IsCompleted: false })
            Side!.Track(task);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal void Enter() => Volatile.Write(ref _entered, _entered + 1);
}
