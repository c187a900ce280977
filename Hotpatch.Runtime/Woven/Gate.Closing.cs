using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>What patches do, and the calls that wait for them: all of it under the gate's lock.</content>
public sealed partial class Gate
{
    // How long a call that need not wait on its thread looks whether the gate opens.
    private const int LongestLook = 5;

    // The pool must have threads left, for the calls that are running.
    private static readonly int MostLooking = Math.Max(1, Environment.ProcessorCount / 2);

    private static readonly WholeStep<Gate> BeginLook = static (Gate gate, ref int looking) => (looking = Interlocked.Increment(ref gate._looking)) > 0;
    private static readonly WholeStep<Gate> EndLook = static (Gate gate, ref int looking) =>
    {
        if (looking > 0)
            Interlocked.Decrement(ref gate._looking);

        looking = 0;
        return true;
    };

    private static readonly WholeStep<(Gate Gate, WaitingCall Call)> JoinLine = static ((Gate Gate, WaitingCall Call) waiting, ref int _)
        => waiting.Gate.TryJoinLine(waiting.Call);

    private static readonly Action<(Gate Gate, WaitingCall Call)> LeaveLine = static left => left.Gate.Withdraw(left.Call);

    private readonly object _lock = new();

    // In the order in which they came.
    private readonly List<WaitingCall> _waiting = [];

    // While it is closed: whether it is empty, and what the method runs is being changed.
    private bool _isSealed;
    private int _turn;
    private int _looking;

    /// <summary>How many calls wait until it is open; for tests.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Whether nobody else is at changing what the method runs; if so, it is the caller's turn.</summary>
    internal bool TryTakeTurn() => Interlocked.CompareExchange(ref _turn, 1, 0) == 0;

    internal void EndTurn() => Volatile.Write(ref _turn, 0);

    /// <summary>T3.</summary>
    internal void Turn()
    {
        using (HeldLock.Of(_lock))
        {
            _side = OtherSide;
            Volatile.Write(ref _open, _side);
        }
    }

    /// <summary>X1.</summary>
    internal void Close()
    {
        ProcessEnd.Add(this);
        using (HeldLock.Of(_lock))
            Volatile.Write(ref _open, GateSide.Closed);
    }

    /// <summary>X3: keeps out, or lets in again, those that must get on although the gate is closed.</summary>
    internal void Seal(bool isSealed)
    {
        using (HeldLock.Of(_lock))
            _isSealed = isSealed;

        if (!isSealed)
            LetIn(call => call.MustGetOn);
    }

    /// <summary>X5.</summary>
    internal void Open()
    {
        WaitingCall[] admitted;
        using (HeldLock.Of(_lock))
        {
            _isSealed = false;
            admitted = Admit(_ => true);
            Volatile.Write(ref _open, _side);
        }

        ProcessEnd.Remove(this);
        WaitingCall.Begin(admitted);
    }

    /// <summary>Takes back what was counted of a call, or the call out of the line, unless the call has begun.</summary>
    internal void Withdraw(WaitingCall call)
    {
        if (call.HasBegun)
            return;

        using (HeldLock.Of(_lock))
        {
            if (call.Side is { } side)
                side.EndAdmitted();
            else
                _waiting.Remove(call);

            call.HasBegun = true;
        }
    }

    /// <summary>Lets calls in although the gate is closed, unless it is sealed.</summary>
    internal void LetIn(Predicate<WaitingCall> which)
    {
        WaitingCall[] admitted;
        using (HeldLock.Of(_lock))
            admitted = _isSealed ? [] : Admit(which);

        WaitingCall.Begin(admitted);
    }

    /// <summary>
    /// Enters a closed gate where the thread is inside a closed one, whichever patch has closed it: it must get on, or that would never be empty.
    /// There is nothing to validate: who has closed this one sees the call before it can seal it, since both need the lock.
    /// </summary>
    private bool TryEnterClosed(ref int entry)
    {
        lock (_lock)
        {
            var thread = ThreadCounts.Current;
            if (_open != GateSide.Closed || _isSealed || !(ProcessEnd.HasBegun || Array.Exists(thread.GatesInside(), gate => gate.IsClosed)))
                return false;

            var by = EntryBy(_side);
            ref var count = ref thread.Of(_side);
            count.Enter(count.CallsOfThisThread);
            entry = by;
            return true;
        }
    }

    /// <summary>Looks for a moment whether the gate opens, unless as many others do as may.</summary>
    private bool OpensSoon()
    {
        var looking = 0;
        try
        {
            Whole.Run(BeginLook, this, ref looking);
            if (looking > MostLooking)
                return false;

            var start = Environment.TickCount;
            for (var spinner = default(SpinWait); IsClosed; spinner.SpinOnce())
            {
                if (unchecked(Environment.TickCount - start) > LongestLook)
                    return false;
            }

            return true;
        }
        finally
        {
            Whole.Run(EndLook, this, ref looking);
        }
    }

    /// <summary>Puts a call into the line, unless the gate is not closed any more, or the call need not wait.</summary>
    private bool TryWait(WaitingCall call)
    {
        var isWaiting = 0;
        return Whole.Run(JoinLine, (this, call), ref isWaiting);
    }

    /// <summary>Waits in the line and begins the call, unless the gate is not closed any more, or the call need not wait.</summary>
    private bool TryWaitOnThread(BlockedCall call, ref int entry)
    {
        try
        {
            if (!TryWait(call))
                return false;

            call.Wait();
            return Whole.Run(EnterAdmitted, (this, call), ref entry);
        }
        finally
        {
            // If the thread was interrupted or aborted, the call does not begin.
            Whole.Run(LeaveLine, (this, call));
        }
    }

    private bool TryJoinLine(WaitingCall call)
    {
        lock (_lock)
        {
            if (_open != GateSide.Closed || (!_isSealed && (ProcessEnd.HasBegun || call.MustGetOn)))
                return false;

            _waiting.Add(call);
            return true;
        }
    }

    private WaitingCall[] Admit(Predicate<WaitingCall> which)
    {
        if (_waiting.Count == 0)
            return [];

        var admitted = new List<WaitingCall>(_waiting.Count);
        _waiting.RemoveAll(call =>
        {
            if (!which(call))
                return false;

            call.Side = _side;
            admitted.Add(call);
            return true;
        });

        _side.Admit(admitted.Count);
        return [.. admitted];
    }
}
