using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>Begins calls that can't begin at once, and ends calls that an exception or an abort of the thread interrupts.</content>
/// <remarks>
/// A stub keeps in <c>entry</c> how many calls its thread counted before the call entered. While the value is not negative, the call is counted where
/// <see cref="Find"/> said. If the call enters by another count, the step that enters also sets a negative value, which encodes the side and the
/// number of calls that the thread counted there. <see cref="Abandon"/> decodes it.
/// </remarks>
public sealed partial class Gate
{
    private static readonly WholeStep<Gate> EnterOpen = static (Gate gate, ref int entry) => gate.TryEnterOpen(ref entry);
    private static readonly WholeStep<Gate> EnterClosed = static (Gate gate, ref int entry) => gate.TryEnterClosed(ref entry);
    private static readonly WholeStep<(Gate Gate, WaitingCall Call)> EnterAdmitted
        = static ((Gate Gate, WaitingCall Call) admitted, ref int entry) => admitted.Gate.BeginAdmitted(admitted.Call, ref entry);

    /// <summary>Ends a call that an exception or an abort of the thread interrupts. Does nothing if the call has not begun, or has ended.</summary>
    /// <remarks>
    /// Call this in a <c>fault</c> or <c>finally</c> block, which no abort interrupts. The nested calls of the call have ended by then.
    /// </remarks>
    /// <param name="count">The result of <see cref="Find"/>.</param>
    /// <param name="entry">The value from <see cref="Find"/>, which <see cref="Enter"/> or <see cref="EnterUnlessClosed"/> may have changed.</param>
    public void Abandon(ref GateCount count, int entry)
    {
        if (entry >= 0)
        {
            if (count.CallsOfThisThread > entry)
                count.Exit(entry);
        }
        else if (ThreadCounts.Current.CallsOf(SideIn(entry)) > ~entry / 2)
        {
            ref var entered = ref ThreadCounts.Current.NewestOf(SideIn(entry));
            entered.Exit(entered.CallsOfThisThread - 1);
        }
    }

    /// <summary>Runs a call that has entered, and ends it.</summary>
    internal static TTask Make<TTask>(ref GateCount inside, Func<TTask> call)
        where TTask : Task
    {
        var task = call() ?? throw new InvalidOperationException(
            $"The call that {call.Method.DeclaringType} makes was expected to return a task, but it returned null. Return a task, such as Task.CompletedTask.");
        inside.Track(task);
        inside.Exit(inside.CallsOfThisThread - 1);
        return task;
    }

    /// <summary>Runs a call that was admitted.</summary>
    internal TTask MakeAdmitted<TTask>(WaitingCall admitted, Func<TTask> call)
        where TTask : Task
    {
        ref var count = ref Find(out var calls);
        var entry = calls;
        try
        {
            return Make(ref EnterBy(EnterAdmitted, (this, admitted), ref entry), call);
        }
        finally
        {
            Abandon(ref count, entry);
        }
    }

    /// <summary>Runs a call now, or adds it to the line. Repeats if the gate opens and closes meanwhile.</summary>
    /// <returns>The task of the call; null if it waits in the line.</returns>
    private TTask? TryBegin<TTask>(Func<TTask> call, out DeferredCall<TTask>? wait)
        where TTask : Task
    {
        wait = new DeferredCall<TTask>(ThreadCounts.Current.GatesInside(), this, call);
        while (!TryWait(wait))
        {
            if (TryMake(call) is { } task)
                return task;
        }

        return null;
    }

    /// <summary>Runs a call unless the gate is closed.</summary>
    private TTask? TryMake<TTask>(Func<TTask> call)
        where TTask : Task
    {
        ref var count = ref Find(out var calls);
        var entry = calls;
        try
        {
            ref var inside = ref EnterUnlessClosed(ref count, ref calls, ref entry);
            return inside.MustWait ? null : Make(ref inside, call);
        }
        finally
        {
            Abandon(ref count, entry);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GateCount FindSlowly()
    {
        // If the gate is closed, the count of either side will do: C3 fails for both.
        var side = SideForCalls;
        return ref ThreadCounts.Current.Of(side == GateSide.Closed ? _first : side);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GateCount EnterSlowly(scoped ref int entry, bool mayWait)
    {
        for (var hasLooked = false; ; hasLooked = true)
        {
            if (Whole.Run(EnterOpen, this, ref entry) || Whole.Run(EnterClosed, this, ref entry))
                return ref ThreadCounts.Current.Of(SideIn(entry));

            if (!IsClosed)
                continue;

            if (mayWait)
            {
                var call = new BlockedCall(ThreadCounts.Current.GatesInside());
                if (TryWaitOnThread(call, ref entry))
                    return ref ThreadCounts.Current.Of(SideIn(entry));
            }
            else if (hasLooked || !OpensSoon())
            {
                // Most changes take less than the time of a spin. The caller then gets the task of the method itself, which may already be complete.
                return ref _mustWait;
            }
        }
    }

    private ref GateCount EnterBy<T>(WholeStep<T> step, T on, scoped ref int entry)
    {
        Whole.Run(step, on, ref entry);
        return ref ThreadCounts.Current.Of(SideIn(entry));
    }

    /// <summary>Does C1 to C3: enters the open side.</summary>
    private bool TryEnterOpen(ref int entry)
    {
        var side = SideForCalls;
        if (side == GateSide.Closed)
            return false;

        var by = EntryBy(side);
        ref var count = ref ThreadCounts.Current.Of(side);
        var before = count.CallsOfThisThread;
        count.Enter(before);
        ProcessWideBarrier.PassWhereThereIsNone();
        if (IsStillOpen(side))
        {
            entry = by;
            return true;
        }

        count.Exit(before);
        return false;
    }

    /// <summary>Moves an admitted call from its side's count to its thread's count.</summary>
    private bool BeginAdmitted(WaitingCall call, ref int entry)
    {
        var side = call.Side!;
        var by = EntryBy(side);
        ref var count = ref ThreadCounts.Current.Of(side);
        count.Enter(count.CallsOfThisThread);
        side.EndAdmitted();
        call.HasBegun = true;
        entry = by;
        return true;
    }

    /// <summary>Encodes a side, and how many calls this thread counts there, as a negative number.</summary>
    private int EntryBy(GateSide side) => ~((ThreadCounts.Current.CallsOf(side) * 2) + (side == _second ? 1 : 0));

    /// <summary>Decodes the side.</summary>
    private GateSide SideIn(int entry) => (~entry & 1) == 0 ? _first : _second;
}
