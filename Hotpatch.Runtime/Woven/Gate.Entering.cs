using System.Runtime.CompilerServices;
using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>How calls begin that cannot begin at once, and how they end that do not come to their end.</content>
/// <remarks>
/// An entry is how many calls the count had that the stub has found, as long as that is the one to compare. Where the thread enters by another count,
/// the entry becomes negative in the step that enters: <see cref="Abandon"/> then knows the side, and how many calls the thread had there.
/// </remarks>
public sealed partial class Gate
{
    private static readonly WholeStep<Gate> EnterOpen = static (Gate gate, ref int entry) => gate.TryEnterOpen(ref entry);
    private static readonly WholeStep<Gate> EnterClosed = static (Gate gate, ref int entry) => gate.TryEnterClosed(ref entry);
    private static readonly WholeStep<(Gate Gate, WaitingCall Call)> EnterAdmitted
        = static ((Gate Gate, WaitingCall Call) admitted, ref int entry) => admitted.Gate.BeginAdmitted(admitted.Call, ref entry);

    /// <summary>Ends a call that an exception or an abort of the thread ends, if the call has begun and has not ended.</summary>
    /// <param name="count">What <see cref="Find"/> has returned.</param>
    /// <param name="entry">What <see cref="Find"/> has said, and <see cref="Enter"/> or <see cref="EnterUnlessClosed"/> after it.</param>
    /// <remarks>For <c>fault</c> and <c>finally</c> blocks, which no abort interrupts. The calls that the call has made have ended before.</remarks>
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

    /// <summary>Makes a call that has entered.</summary>
    internal static TTask Make<TTask>(ref GateCount inside, Func<TTask> call)
        where TTask : Task
    {
        var task = call() ?? throw new InvalidOperationException(
            $"A task was expected of the call that {call.Method.DeclaringType} stands for, but it returned null.");
        inside.Track(task);
        inside.Exit(inside.CallsOfThisThread - 1);
        return task;
    }

    /// <summary>Makes a call that was let in.</summary>
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
        // Where the gate is closed, either will do: nobody gets past C3 there.
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
                // Most patches are over at once: then the call goes on as it would have, and what would have been complete at once is.
                return ref _mustWait;
            }
        }
    }

    private ref GateCount EnterBy<T>(WholeStep<T> step, T on, scoped ref int entry)
    {
        Whole.Run(step, on, ref entry);
        return ref ThreadCounts.Current.Of(SideIn(entry));
    }

    /// <summary>C1 to C3.</summary>
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

    /// <summary>Counts a call that was let in on its thread.</summary>
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

    /// <summary>A side, and how many calls this thread has there, in one number that is negative.</summary>
    private int EntryBy(GateSide side) => ~((ThreadCounts.Current.CallsOf(side) * 2) + (side == _second ? 1 : 0));

    private GateSide SideIn(int entry) => (~entry & 1) == 0 ? _first : _second;
}
