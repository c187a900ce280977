using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>How calls begin that cannot begin at once, and how they end that do not come to their end.</content>
/// <remarks>
/// The stub keeps how many calls were counted before it entered. Where it enters the count that it has found, that number is not negative. Where this
/// thread enters another count, the number becomes negative, in the step that enters: <see cref="Abandon"/> then knows the side, and how
/// many calls the thread had there.
/// </remarks>
public sealed partial class Gate
{
    private static readonly WholeStep<Gate> EnterOpen = static (Gate gate, ref int calls) => gate.TryEnterOpen(ref calls);
    private static readonly WholeStep<Gate> EnterClosed = static (Gate gate, ref int calls) => gate.TryEnterClosed(ref calls);
    private static readonly WholeStep<(Gate Gate, WaitingCall Call)> EnterAdmitted
        = static ((Gate Gate, WaitingCall Call) admitted, ref int calls) => admitted.Gate.BeginAdmitted(admitted.Call, ref calls);

    /// <summary>Ends a call that an exception or an abort of the thread ends, if the call has begun and has not ended.</summary>
    /// <param name="count">What <see cref="Find"/> has returned.</param>
    /// <param name="calls">What <see cref="Find"/> has said, and <see cref="Enter"/> or <see cref="EnterUnlessClosed"/> after it.</param>
    /// <remarks>For <c>fault</c> and <c>finally</c> blocks, which no abort interrupts. The calls that the call has made have ended before.</remarks>
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

    /// <summary>Makes a call that has entered.</summary>
    internal static TTask Make<TTask>(ref GateCount inside, Func<TTask> call)
        where TTask : Task
    {
        var task = call() ?? throw new InvalidOperationException(
            $"A task was expected of the call that {call.Method.DeclaringType} stands for, but it returned null.");
        inside.Track(task);
        inside.Exit();
        return task;
    }

    /// <summary>Makes a call that was let in.</summary>
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

    /// <summary>Begins a call now, or puts it into the line; the gate may open and close meanwhile.</summary>
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

    /// <summary>Makes a call unless the gate is closed.</summary>
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
        // Where the gate is closed, either will do: nobody gets past C3 there.
        var side = SideForCalls;
        ref var count = ref ThreadCounts.Current.Of(side == GateSide.Closed ? _first : side);
        calls = count.CallsOfThisThread;
        return ref count;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ref GateCount EnterSlowly(ref GateCount count, scoped ref int calls, bool mayWait)
    {
        // Takes the announcement back.
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
                // Most patches are over at once: then the call goes on as it would have, and what would have been complete at once is.
                return ref _mustWait;
            }
        }
    }

    private ref GateCount EnterBy<T>(WholeStep<T> step, T on, scoped ref int calls)
    {
        Whole.Run(step, on, ref calls);
        return ref ThreadCounts.Current.Of(SideIn(calls));
    }

    /// <summary>C1 to C3.</summary>
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

    /// <summary>Counts a call that was let in on its thread.</summary>
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

    /// <summary>A side, and how many calls this thread has there, in one number that is negative.</summary>
    private int CallsIn(GateSide side) => ~((ThreadCounts.Current.CallsOf(side) * 2) + (side == _second ? 1 : 0));

    private GateSide SideIn(int calls) => (~calls & 1) == 0 ? _first : _second;
}
