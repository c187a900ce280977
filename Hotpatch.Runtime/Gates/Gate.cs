using System.ComponentModel;
using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <summary>
/// Counts the calls that are inside a method that promises more than <see cref="Consistency.Immediate"/>, so that a change can wait for them. Not for
/// use by hand.
/// </summary>
/// <remarks>
/// <para>
/// A gate has two sides. Calls enter by the open side, and stay counted there. Each thread counts its own calls, in memory that no other thread
/// writes. So a call usually needs no lock, no interlocked operation and no fence. The exceptions: a thread's first call of a gated method takes a
/// lock, a call at a closed gate takes the gate's lock, a call that returns a running task counts the task with interlocked operations, and a
/// platform without a process-wide fence needs a fence in each call.
/// </para>
/// <para>
/// A change waits in one of two ways. It turns the gate: opens the other side, and waits until the first side is empty, while new calls go on. Or it
/// closes the gate, waits until both sides are empty, and opens the gate again.
/// </para>
/// <para>The protocol. A call does these steps, in <see cref="Find"/>, <see cref="Enter"/>, the stub, and <see cref="GateCount.Exit"/>:</para>
/// <list type="number">
/// <item>C1: Reads which side is open (acquire), and how many calls its thread counts there.</item>
/// <item>C2: Writes one more to its thread's count of that side (release). This announces the call.</item>
/// <item>
/// C3: Reads again which side is open (acquire). If it is the same side, the call continues; otherwise, it takes the announcement back and starts
/// again.
/// </item>
/// <item>C4: Reads the slot, and runs the body that it finds.</item>
/// <item>C5: Writes to the count the value that it had at C1 (release).</item>
/// </list>
/// <para>A change that turns the gate (<see cref="Consistency.Drained"/>):</para>
/// <list type="number">
/// <item>T1: Waits until the side that is not open is empty. It is, unless an earlier change has timed out.</item>
/// <item>T2: Writes the slot.</item>
/// <item>T3: Opens the other side instead (release).</item>
/// <item>T4: Executes a <see cref="ProcessWideBarrier"/>.</item>
/// <item>T5: Waits until each thread's count of the first side has been zero (acquire).</item>
/// </list>
/// <para>A change that closes the gate (<see cref="Consistency.Exclusive"/>, and each change that must happen at once or not at all):</para>
/// <list type="number">
/// <item>X1: Opens neither side (release). New calls wait.</item>
/// <item>X2: Executes a <see cref="ProcessWideBarrier"/>.</item>
/// <item>
/// X3: Waits until all threads' counts of both sides are zero (acquire). Then it seals the gate under its lock, and looks once more. If a call has
/// entered in between, it breaks the seal and continues to wait.
/// </item>
/// <item>X4: Writes the slot.</item>
/// <item>X5: Counts all waiting calls as admitted, opens the side that was open before (release), and begins the calls.</item>
/// </list>
/// <para>
/// A call that finds the gate closed waits in a line. If its method returns a task, the call holds no thread: its caller gets a task, and the call
/// begins later with the caller's <see cref="ExecutionContext"/>, where an <c>await</c> at the beginning of the method would continue.
/// </para>
/// <para>
/// An abort of the thread, such as by <c>ControlledExecution.Run</c>, can come between any two instructions, except inside handlers. C2 to C5 are
/// inside a <c>try</c> block whose <c>fault</c> handler calls <see cref="Abandon"/>. That does C5 if the thread counts more calls than at C1, since
/// C2 was then done and C5 was not. This works because C2 and C5 are one write each, and because nested calls have ended before. Each other step that
/// changes two counts runs as a <see cref="Whole"/>.
/// </para>
/// <para>The reasons:</para>
/// <list type="bullet">
/// <item>
/// C2 and C3 are a write and then a read of another location. Every processor may reorder these two, even one that keeps all other orders. A fence
/// between them would cost each call more than everything else. T4 and X2 replace it: they make every thread execute a fence somewhere in its code.
/// If the fence falls after C2, T5 or X3 sees the announcement. If it falls before C2, then C3 comes after it too, and sees T3 or X1. So no call can
/// both be missed by the change and miss the change. The JIT compiler keeps volatile accesses in order among themselves.
/// </item>
/// <item>
/// C3 is an acquire, so that C4 can't move before it. T3 and X5 are releases after the slot was written, so a call that sees them sees the slot. The
/// same side opens again later, so C3 may see a newer opening than C1 did. That does no harm: C4 comes after C3, and reads a slot that is at least as
/// new as the opening that C3 saw.
/// </item>
/// <item>
/// C5 is a release, and T5 and X3 are acquires. When the change returns, each thread that learns of it also sees everything that the old body did.
/// </item>
/// <item>
/// T1 is needed since calls of two ages on one side can't be told apart: a change would wait for new calls without end.
/// </item>
/// <item>
/// T5 may look at one thread after the other. Once a thread's count of a side that is not open was seen at zero, no call of that thread gets past C3
/// on that side. (A count can rise for a moment, by an announcement that is about to be taken back. That only delays the change.) X3 may do so too
/// once the gate is sealed, since no call enters then. Before that, a thread that is inside a closed gate may enter, whether this change or another
/// has closed that gate: otherwise, two methods that call each other, and are patched at the same time, would deadlock.
/// </item>
/// <item>
/// A call that lasts until a task completes moves to the side's count of tasks, with an interlocked operation, before C5. An admitted call moves from
/// the side's count to its thread's count. The wait reads the side's counts, then the threads', and then the side's again, so that it misses no call
/// that moves.
/// </item>
/// <item>
/// X5 counts the calls before it opens the gate, so the next change waits for the calls that this one has kept waiting. Otherwise, change after
/// change could keep them out for ever.
/// </item>
/// <item>
/// C5 writes the value that C1 has read, and not one less than the count: a processor stalls if it reads a value right after writing it. Both values
/// are equal, since the thread's calls end in the reverse order.
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

    // The side that is open, or GateSide.Closed. Running calls read no other field of the gate.
    private GateSide _open;

    // The side that is open, or, if the gate is closed, the one that was open before. Written under the lock, by the transition that has the turn.
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

    /// <summary>Gets the number of the gate. Transitions take turns in the order of these numbers.</summary>
    internal int Number { get; }

    internal GateSide OpenSide => _side;

    internal GateSide OtherSide => _side == _first ? _second : _first;

    /// <summary>Gets the side by which calls enter; <see cref="GateSide.Closed"/> if the gate is closed.</summary>
    internal GateSide SideForCalls => Volatile.Read(ref _open);

    internal bool IsClosed => SideForCalls == GateSide.Closed;

    internal GateRegister Register { get; }

    /// <summary>Gets or sets whether the gate always looks empty to a transition. For tests that must fail without the wait.</summary>
    internal bool IsDrainOff { get; set; }

    /// <summary>Creates the gate of a <see cref="Consistency.Drained"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Drained() => new(Consistency.Drained);

    /// <summary>Creates the gate of an <see cref="Consistency.Exclusive"/> method.</summary>
    /// <returns>The gate.</returns>
    public static Gate Exclusive() => new(Consistency.Exclusive);

    /// <summary>Finds this thread's count for a call that is about to begin. Counts nothing.</summary>
    /// <param name="calls">How many calls of this thread are counted there. Pass the value to <see cref="Enter"/> and <see cref="Abandon"/>.</param>
    /// <returns>The count. Pass it to <see cref="Enter"/> and <see cref="Abandon"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount Find(out int calls)
    {
        ref var count = ref FindPlace();
        calls = count.CallsOfThisThread;
        return ref count;
    }

    /// <summary>Begins a call. If the gate is closed, blocks the thread until it opens.</summary>
    /// <param name="count">The result of <see cref="Find"/>.</param>
    /// <param name="calls">The value from <see cref="Find"/>; afterwards, how many calls were running before this one, for <see cref="GateCount.Exit"/>.</param>
    /// <param name="entry">The value from <see cref="Find"/>. If the call enters by another count, the value changes, for <see cref="Abandon"/>.</param>
    /// <returns>The count of the call. Call its <see cref="GateCount.Exit"/> when the call ends.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount Enter(ref GateCount count, scoped ref int calls, scoped ref int entry)
        => ref EnterAtOnce(ref count, ref calls, ref entry, mayWait: true);

    /// <summary>Begins a call of a method that returns a task, unless the gate is closed.</summary>
    /// <param name="count">The result of <see cref="Find"/>.</param>
    /// <param name="calls">The value from <see cref="Find"/>; afterwards, how many calls were running before this one, for <see cref="GateCount.Exit"/>.</param>
    /// <param name="entry">The value from <see cref="Find"/>. If the call enters by another count, the value changes, for <see cref="Abandon"/>.</param>
    /// <returns>
    /// The count of the call. If its <see cref="GateCount.MustWait"/> is true, the call has not begun: call <see cref="WhenOpen(Func{Task})"/>.
    /// Otherwise, call its <see cref="GateCount.Exit"/> when the call ends.
    /// </returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ref GateCount EnterUnlessClosed(ref GateCount count, scoped ref int calls, scoped ref int entry)
        => ref EnterAtOnce(ref count, ref calls, ref entry, mayWait: false);

    /// <summary>Begins a call when the gate is open, without blocking a thread.</summary>
    /// <param name="call">Runs the method.</param>
    /// <returns>A task that completes as the task of the call does.</returns>
    public Task WhenOpen(Func<Task> call) => TryBegin(call, out var wait) ?? wait!.Made.Unwrap();

    /// <summary>Begins a call when the gate is open, without blocking a thread.</summary>
    /// <typeparam name="TResult">The result type of the method's task.</typeparam>
    /// <param name="call">Runs the method.</param>
    /// <returns>A task that completes as the task of the call does.</returns>
    public Task<TResult> WhenOpen<TResult>(Func<Task<TResult>> call) => TryBegin(call, out var wait) ?? wait!.Made.Unwrap();

    /// <summary>Returns whether a side is open (C3).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool IsStillOpen(GateSide side) => Volatile.Read(ref _open) == side;

    /// <summary>
    /// Returns whether a call that the gate counts is running on this thread. Calls that have returned, and whose tasks are still running, don't
    /// count.
    /// </summary>
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
