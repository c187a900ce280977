using System.ComponentModel;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>Knows which calls are inside a method that promises more than <see cref="Consistency.Immediate"/>. Not for use by hand.</summary>
/// <remarks>
/// <para>
/// A gate has two sides. One of them is open: calls enter through it and stay counted there. Each thread counts its own calls, in memory that no
/// other thread writes, so that a call takes no lock, no interlocked operation and no fence. A patch either turns the gate to its other side and
/// waits until the first is empty (new calls go on meanwhile), or closes it, waits until both are empty, and opens it again.
/// </para>
/// <para>The protocol. A call, in <see cref="Enter"/>, the stub, and <see cref="GateCount.Exit"/>:</para>
/// <list type="number">
/// <item>C1: reads which side is open (acquire).</item>
/// <item>C2: adds one to its thread's count of that side: it announces itself (release).</item>
/// <item>C3: reads again which side is open, and goes on if it is the same; else takes the announcement back, and begins anew (acquire).</item>
/// <item>C4: reads the slot, and runs what it finds.</item>
/// <item>C5: takes one from the count (release).</item>
/// </list>
/// <para>A patch that turns the gate (<see cref="Consistency.Drained"/>):</para>
/// <list type="number">
/// <item>T1: waits until the side that is not open is empty, which it is unless an earlier patch has timed out.</item>
/// <item>T2: writes the slot.</item>
/// <item>T3: opens the other side instead (release).</item>
/// <item>T4: passes a <see cref="ProcessWideBarrier"/>.</item>
/// <item>T5: waits until every thread's count of the first side has been zero (acquire).</item>
/// </list>
/// <para>A patch that closes it (<see cref="Consistency.Exclusive"/>, and whatever must happen at once or not at all):</para>
/// <list type="number">
/// <item>X1: opens neither side (release); new calls wait.</item>
/// <item>X2: passes a <see cref="ProcessWideBarrier"/>.</item>
/// <item>X3: waits until every thread's counts of both sides are zero (acquire), seals the gate, under its lock, and looks once more; where somebody
/// has come in meanwhile, it breaks the seal and waits on.</item>
/// <item>X4: writes the slot.</item>
/// <item>X5: opens the side that was open (release), and wakes who waits.</item>
/// </list>
/// <para>Why each is as it is:</para>
/// <list type="bullet">
/// <item>
/// C2 before C3 is a write before a read of another place, which every processor may swap, those that keep all other orders among them. A fence
/// between the two would cost each call more than all the rest. T4 and X2 take its place: they make every thread pass a fence somewhere in its
/// code. Where that lies after C2, the announcement is there for T5 or X3 to see. Where it lies before C2, C3 comes after it too, and sees T3
/// or X1. No call can both be missed by the patch and miss the patch. The just-in-time compiler keeps volatile accesses in order among themselves.
/// </item>
/// <item>
/// C3 is an acquire, so that C4 is not done before it. T3 and X5 are releases that come after the slot was written: who sees them sees the slot.
/// That side numbers come back does no harm, since C4 comes after C3: whichever of two equal values it has seen, it has seen the newest.
/// </item>
/// <item>
/// C5 is a release and T5 and X3 are acquires: what the old body did is done, for every thread that learns of the patch, when the patch returns.
/// </item>
/// <item>
/// T1: calls of two ages on one side could not be told apart, and a patch would wait for new ones without end.
/// </item>
/// <item>
/// T5 may look at one thread after the other: once a thread's count of a side that is not open has been seen at zero, no call of that thread
/// gets past C3 on that side. (Counts may rise for an instant: an announcement that is about to be taken back. That delays, and no more.)
/// X3 may too, when the gate is sealed: then nobody enters. Before, threads do that are inside a closed gate, this one or one of another patch:
/// two methods that call each other, and are patched at the same time, would wait for each other without end.
/// </item>
/// <item>
/// A call that lasts until a task completes moves to the side's count of tasks, with an interlocked operation, before C5. The wait looks at that
/// count after those of the threads, so that it cannot slip through between them.
/// </item>
/// </list>
/// <para>Thread safe.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Gate
{
    internal const int Closed = -1;

    private static int _made;

    // The index of the open side in every thread's array of counts. The only thing of a gate that running calls read.
    private int _open;

    // The side that is open, or was when the gate was closed. Written under the lock, by who has the turn.
    private int _side;

    // While it is closed: whether it is empty, and what the method runs is being changed. Written under the lock.
    private bool _isSealed;
    private int _turn;

    private Gate(Consistency consistency)
    {
        Consistency = consistency;
        Number = Interlocked.Increment(ref _made);
        _open = _side = FirstSide;
        Register = new GateRegister(this);
    }

    internal Consistency Consistency { get; }

    /// <summary>The order in which turns are taken.</summary>
    internal int Number { get; }

    internal int FirstSide => Number * 2;

    internal int OpenSide => _side;

    internal int OtherSide => _side ^ 1;

    internal bool IsClosed => Volatile.Read(ref _open) == Closed;

    /// <summary>Guards what patches and the slow path of calls share.</summary>
    internal object Lock { get; } = new();

    internal GateRegister Register { get; }

    /// <summary>For the tests that show that they would notice: whoever waits finds the gate empty.</summary>
    internal bool IsDrainOff { get; set; }

    /// <summary>Makes the gate of a <see cref="Consistency.Drained"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Drained() => new(Consistency.Drained);

    /// <summary>Makes the gate of an <see cref="Consistency.Exclusive"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Exclusive() => new(Consistency.Exclusive);

    /// <summary>Begins a call: waits where the gate is closed.</summary>
    /// <returns>What counts the call, to be told when it ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public GateCount Enter()
    {
        var count = Find(out var side);
        if (count is not null)
        {
            count.Enter();
            ProcessWideBarrier.PassWhereThereIsNone();
            if (IsStillOpen(count, side))
                return count;
        }

        return EnterSlowly();
    }

    /// <summary>C1. Null where this thread has not been here, or the gate is closed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal GateCount? Find(out int side)
    {
        side = Volatile.Read(ref _open);
        var counts = ThreadCounts.Current;

        // Closed is no index.
        return counts is not null && (uint)side < (uint)counts.Length ? counts[side] : null;
    }

    /// <summary>C3. Where the answer is no, the announcement is taken back.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStillOpen(GateCount count, int side)
    {
        if (Volatile.Read(ref _open) == side)
            return true;

        count.Exit();
        return false;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal GateCount EnterSlowly()
    {
        var counts = ThreadCounts.For(this);
        while (true)
        {
            var side = Volatile.Read(ref _open);
            if (side == Closed)
            {
                if (WaitUntilOpen(counts) is { } inside)
                    return inside;

                continue;
            }

            var count = counts[side]!;
            count.Enter();
            ProcessWideBarrier.PassWhereThereIsNone();
            if (IsStillOpen(count, side))
                return count;
        }
    }

    /// <summary>Whether a call is on this thread that the gate counts: one that has not come back, not one whose task is running.</summary>
    internal bool IsThisThreadInside()
    {
        var counts = ThreadCounts.Current;
        return counts is not null && IsInside(counts, this);
    }

    /// <summary>Whether nobody else is at changing what the method runs; if so, it is the caller's turn.</summary>
    internal bool TryTakeTurn() => Interlocked.CompareExchange(ref _turn, 1, 0) == 0;

    internal void EndTurn() => Volatile.Write(ref _turn, 0);

    /// <summary>T3.</summary>
    internal void Turn()
    {
        lock (Lock)
        {
            _side ^= 1;
            Volatile.Write(ref _open, _side);
        }
    }

    /// <summary>X1.</summary>
    internal void Close()
    {
        lock (Lock)
            Volatile.Write(ref _open, Closed);
    }

    /// <summary>X3: keeps out, or lets in again, those that must get on although the gate is closed.</summary>
    internal void Seal(bool isSealed)
    {
        lock (Lock)
        {
            _isSealed = isSealed;
            if (!isSealed)
                Monitor.PulseAll(Lock);
        }
    }

    /// <summary>X5.</summary>
    internal void Open()
    {
        lock (Lock)
        {
            _isSealed = false;
            Volatile.Write(ref _open, _side);
            Monitor.PulseAll(Lock);
        }
    }

    /// <summary>
    /// Waits, or enters a closed gate: a thread that is inside a closed one, whichever patch has closed it, must get on, or that would never be
    /// empty. There is nothing to validate: who has closed this one sees the call before it can seal it, since both need the lock.
    /// </summary>
    private GateCount? WaitUntilOpen(GateCount?[] counts)
    {
        lock (Lock)
        {
            while (_open == Closed)
            {
                if (!_isSealed && Array.Exists(counts, count => count is { Calls: > 0, Side.Gate.IsClosed: true }))
                {
                    var count = counts[_side]!;
                    count.Enter();
                    return count;
                }

                Monitor.Wait(Lock);
            }
        }

        return null;
    }

    private static bool IsInside(GateCount?[] counts, Gate gate)
        => gate.FirstSide + 1 < counts.Length
            && (counts[gate.FirstSide]?.Calls > 0 || counts[gate.FirstSide + 1]?.Calls > 0);
}
