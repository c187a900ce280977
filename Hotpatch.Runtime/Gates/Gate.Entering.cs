using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>Begins calls that can't begin at once, and ends calls that an exception or an abort of the thread interrupts.</content>
/// <remarks>
/// A stub keeps in <c>calls</c> how many calls its thread counted before the call entered. While the value is not negative, the call is counted where
/// <see cref="Find"/> said. If the call enters by another count, the step that enters also sets a negative value, which encodes the side and the
/// number of calls that the thread counted there. <see cref="Abandon"/> decodes it.
/// </remarks>
public sealed partial class Gate
{
    private static readonly WholeStep<Gate> EnterOpen = static (Gate gate, ref int calls) => gate.TryEnterOpen(ref calls);
    private static readonly WholeStep<Gate> EnterClosed = static (Gate gate, ref int calls) => gate.TryEnterClosed(ref calls);
    private static readonly WholeStep<(Gate Gate, WaitingCall Call)> EnterAdmitted
        = static ((Gate Gate, WaitingCall Call) admitted, ref int calls) => admitted.Gate.BeginAdmitted(admitted.Call, ref calls);

    /// <summary>Ends a call that an exception or an abort of the thread interrupts. Does nothing if the call has not begun, or has ended.</summary>
    /// <remarks>
    /// Call this in a <c>fault</c> or <c>finally</c> block, which no abort interrupts. The nested calls of the call have ended by then.
    /// </remarks>
    /// <param name="count">The result of <see cref="Find"/>.</param>
    /// <param name="calls">The value from <see cref="Find"/>, which <see cref="Enter"/> or <see cref="EnterUnlessClosed"/> may have changed.</param>
    public void Abandon(ref GateCount count, int calls)
    {
        if (calls >= 0)
        {
            if (count.CallsOfThisThread > calls)
                count.Exit();
        }
        else if (ThreadCounts.Current.CallsOf(SideIn(calls)) > ~calls / 2)
        {
            ThreadCounts.Current.NewestOf(SideIn(calls)).Exit();
        }
    }

    /// <summary>Runs a call that has entered, and ends it.</summary>
    internal static TTask Make<TTask>(ref GateCount inside, Func<TTask> call)
        where TTask : Task
    {
        var task = call() ?? throw new InvalidOperationException(
            $"The call that {call.Method.DeclaringType} makes was expected to return a task, but it returned null. Return a task, such as Task.CompletedTask.");
        inside.Track(task);
        inside.Exit();
        return task;
    }

    /// <summary>Runs a call that was admitted.</summary>
    internal TTask MakeAdmitted<TTask>(WaitingCall admitted, Func<TTask> call)
        where TTask : Task
    {
        ref var count = ref Find(out var calls);
        try
        {
            return Make(ref EnterBy(EnterAdmitted, (this, admitted), ref calls), call);
        }
        finally
        {
            Abandon(ref count, calls);
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
        try
        {
            ref var inside = ref EnterUnlessClosed(ref count, ref calls);
            return inside.MustWait ? null : Make(ref inside, call);
        }
        finally
        {
            Abandon(ref count, calls);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GateCount FindSlowly(out int calls)
    {
        // If the gate is closed, the count of either side will do: C3 fails for both.
        var side = SideForCalls;
        ref var count = ref ThreadCounts.Current.Of(side == GateSide.Closed ? _first : side);
        calls = count.CallsOfThisThread;
        return ref count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GateCount EnterSlowly(ref GateCount count, scoped ref int calls, bool mayWait)
    {
        // Take back the announcement (C2), since C3 failed.
        count.Exit();
        for (var hasLooked = false; ; hasLooked = true)
        {
            if (Whole.Run(EnterOpen, this, ref calls) || Whole.Run(EnterClosed, this, ref calls))
                return ref ThreadCounts.Current.Of(SideIn(calls));

            if (!IsClosed)
                continue;

            if (mayWait)
            {
                var call = new BlockedCall(ThreadCounts.Current.GatesInside());
                if (TryWaitOnThread(call, ref calls))
                    return ref ThreadCounts.Current.Of(SideIn(calls));
            }
            else if (hasLooked || !OpensSoon())
            {
                // Most changes take less than the time of a spin. The caller then gets the task of the method itself, which may already be complete.
                return ref _mustWait;
            }
        }
    }

    private ref GateCount EnterBy<T>(WholeStep<T> step, T on, scoped ref int calls)
    {
        Whole.Run(step, on, ref calls);
        return ref ThreadCounts.Current.Of(SideIn(calls));
    }

    /// <summary>Does C1 to C3: enters the open side.</summary>
    private bool TryEnterOpen(ref int calls)
    {
        var side = SideForCalls;
        if (side == GateSide.Closed)
            return false;

        var coded = CallsIn(side);
        ref var count = ref ThreadCounts.Current.Of(side);
        count.Enter();
        ProcessWideBarrier.PassWhereThereIsNone();
        if (IsStillOpen(side))
        {
            calls = coded;
            return true;
        }

        count.Exit();
        return false;
    }

    /// <summary>Moves an admitted call from its side's count to its thread's count.</summary>
    private bool BeginAdmitted(WaitingCall call, ref int calls)
    {
        var side = call.Side!;
        var coded = CallsIn(side);
        ThreadCounts.Current.Of(side).Enter();
        side.EndAdmitted();
        call.HasBegun = true;
        calls = coded;
        return true;
    }

    /// <summary>Encodes a side, and how many calls this thread counts there, as a negative number.</summary>
    private int CallsIn(GateSide side) => ~((ThreadCounts.Current.CallsOf(side) * 2) + (side == _second ? 1 : 0));

    /// <summary>Decodes the side.</summary>
    private GateSide SideIn(int calls) => (~calls & 1) == 0 ? _first : _second;
}
