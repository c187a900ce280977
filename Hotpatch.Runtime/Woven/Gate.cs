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
/// <para>The protocol. A call, in <see cref="Find"/>, <see cref="Enter"/>, the stub, and <see cref="GateCount.Exit"/>:</para>
/// <list type="number">
/// <item>C1: reads which side is open (acquire), and how many calls its thread counts there.</item>
/// <item>C2: writes one more to its thread's count of that side: it announces itself (release).</item>
/// <item>C3: reads again which side is open, and goes on if it is the same; else takes the announcement back, and begins anew (acquire).</item>
/// <item>C4: reads the slot, and runs what it finds.</item>
/// <item>C5: writes to the count what it was at C1 (release).</item>
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
/// <item>X5: counts all calls that wait, opens the side that was open (release), and lets them begin.</item>
/// </list>
/// <para>
/// A call that finds the gate closed waits in a line. Where its method returns a task, no thread waits: the call returns a task, and begins, with the
/// caller's <see cref="ExecutionContext"/>, where an <c>await</c> at the beginning of the method would go on.
/// </para>
/// <para>
/// An abort of the thread, as <c>ControlledExecution.Run</c> makes it, may come between any two instructions, except in handlers. C2 to C5 stand within
/// a <c>try</c> block, whose <c>fault</c> handler calls <see cref="Abandon"/>. That does C5 where the thread counts more calls than at C1: then C2 has
/// been done, and C5 has not. C2 and C5 are one write each, and the calls that the call has made have ended before. A step that changes two counts
/// is done as a <see cref="Whole"/>.
/// </para>
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
/// A call that lasts until a task completes moves to the side's count of tasks, with an interlocked operation, before C5. A call that was let in
/// moves from the side's count of those to its thread's. The wait looks at the side's counts, at the threads', and at the side's again, so that
/// neither can slip through between them.
/// </item>
/// <item>
/// X5 counts before it opens: the next patch waits for those that this one has kept waiting, so that patch after patch cannot keep them out for ever.
/// </item>
/// <item>
/// C5 writes what C1 has read, rather than one less than the count: processors make a call wait that reads again what it has just written. It may,
/// since the thread's calls end in the reverse order, so that the count is what it was.
/// </item>
/// </list>
/// <para>Thread safe.</para>
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed partial class Gate
{
    private static int _made;
    private static GateCount _mustWait;

    private readonly GateSide _first;
    private readonly GateSide _second;

    // The side that is open, or GateSide.Closed. The only thing of a gate that running calls read.
    private GateSide _open;

    // The side that is open, or was when the gate was closed. Written under the lock, by who has the turn.
    private GateSide _side;

    private Gate(Consistency consistency)
    {
        Consistency = consistency;
        Number = Interlocked.Increment(ref _made);
        _first = new GateSide(this, Number);
        _second = new GateSide(this, ~Number);
        _open = _side = _first;
        Register = new GateRegister(this, _first, _second);
    }

    internal Consistency Consistency { get; }

    /// <summary>The order in which turns are taken.</summary>
    internal int Number { get; }

    internal GateSide OpenSide => _side;

    internal GateSide OtherSide => _side == _first ? _second : _first;

    /// <summary>The side by which calls enter; <see cref="GateSide.Closed"/> where they wait.</summary>
    internal GateSide SideForCalls => Volatile.Read(ref _open);

    internal bool IsClosed => SideForCalls == GateSide.Closed;

    internal GateRegister Register { get; }

    /// <summary>For the tests that show that they would notice: whoever waits finds the gate empty.</summary>
    internal bool IsDrainOff { get; set; }

    /// <summary>Makes the gate of a <see cref="Consistency.Drained"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Drained() => new(Consistency.Drained);

    /// <summary>Makes the gate of an <see cref="Consistency.Exclusive"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Exclusive() => new(Consistency.Exclusive);

    /// <summary>Finds the count of this thread for a call that is about to begin. Counts nothing.</summary>
    /// <param name="calls">How many calls are counted there, for <see cref="Enter"/> and <see cref="Abandon"/>.</param>
    /// <returns>The count, for <see cref="Enter"/> and <see cref="Abandon"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount Find(out int calls)
    {
        ref var count = ref FindPlace();
        calls = count.CallsOfThisThread;
        return ref count;
    }

    /// <summary>Begins a call: waits where the gate is closed.</summary>
    /// <param name="count">What <see cref="Find"/> has returned.</param>
    /// <param name="calls">What <see cref="Find"/> has said; then, how many calls were inside before this one, for <see cref="GateCount.Exit"/>.</param>
    /// <param name="entry">The same at first; then, where the call has entered, for <see cref="Abandon"/>.</param>
    /// <returns>What counts the call, to be told when it ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount Enter(ref GateCount count, scoped ref int calls, scoped ref int entry)
        => ref EnterAtOnce(ref count, ref calls, ref entry, mayWait: true);

    /// <summary>Begins a call of a method that returns a task, unless the gate is closed.</summary>
    /// <param name="count">What <see cref="Find"/> has returned.</param>
    /// <param name="calls">What <see cref="Find"/> has said; then, how many calls were inside before this one, for <see cref="GateCount.Exit"/>.</param>
    /// <param name="entry">The same at first; then, where the call has entered, for <see cref="Abandon"/>.</param>
    /// <returns>What counts the call, to be told when it ends; where it says <see cref="GateCount.MustWait"/>, the call has not begun.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount EnterUnlessClosed(ref GateCount count, scoped ref int calls, scoped ref int entry)
        => ref EnterAtOnce(ref count, ref calls, ref entry, mayWait: false);

    /// <summary>Begins a call when the gate is open.</summary>
    /// <param name="call">What the method runs.</param>
    /// <returns>A task that ends as that of the call does.</returns>
    public Task WhenOpen(Func<Task> call) => TryBegin(call, out var wait) ?? wait!.Made.Unwrap();

    /// <summary>Begins a call when the gate is open.</summary>
    /// <typeparam name="TResult">What the method returns by a task.</typeparam>
    /// <param name="call">What the method runs.</param>
    /// <returns>A task that ends as that of the call does.</returns>
    public Task<TResult> WhenOpen<TResult>(Func<Task<TResult>> call) => TryBegin(call, out var wait) ?? wait!.Made.Unwrap();

    /// <summary>C3.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStillOpen(GateSide side) => Volatile.Read(ref _open) == side;

    /// <summary>Whether a call is on this thread that the gate counts: one that has not come back, not one whose task is running.</summary>
    internal bool IsThisThreadInside() => ThreadCounts.CurrentOrNull is { } counts && (counts.CallsOf(_first) > 0 || counts.CallsOf(_second) > 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref GateCount FindPlace()
    {
        if (ThreadCounts.Newest is { } counts)
        {
            var side = Volatile.Read(ref _open);
            ref var count = ref ThreadCounts.AtHome(side, counts);
            if (count.Side == side)
                return ref count;
        }

        return ref FindSlowly();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private ref GateCount EnterAtOnce(ref GateCount count, scoped ref int calls, scoped ref int entry, bool mayWait)
    {
        // C2, C3
        count.Enter(calls);
        ProcessWideBarrier.PassWhereThereIsNone();
        if (IsStillOpen(count.Side!))
            return ref count;

        // Takes the announcement back.
        count.Exit(calls);
        ref var inside = ref EnterSlowly(ref entry, mayWait);
        calls = inside.CallsOfThisThread - 1;
        return ref inside;
    }
}
