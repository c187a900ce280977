using Hotpatch.Gates;

namespace Hotpatch.Woven;

/// <content>Members for patches, and for calls that wait for a patch. The gate's lock guards all of it.</content>
public sealed partial class Gate
{
    // How long, in ms, a call that returns a task spins to see whether the gate opens, before it waits without a thread.
    private const int LongestLook = 5;

    // The most calls of a gate that spin at the same time: the thread pool needs threads for the running calls.
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

    // The calls that wait, in the order of their arrival.
    private readonly List<WaitingCall> _waiting = [];

    // Whether the closed gate is empty and the change is being made, so that no call may enter at all.
    private bool _isSealed;
    private int _turn;
    private int _looking;

    /// <summary>Gets how many calls wait for the gate to open. For tests.</summary>
    internal int Waiting
    {
        get
        {
            lock (_lock)
                return _waiting.Count;
        }
    }

    /// <summary>Takes the gate's turn: one transition at a time changes what the method runs.</summary>
    /// <returns>Whether the turn was free.</returns>
    internal bool TryTakeTurn() => Interlocked.CompareExchange(ref _turn, 1, 0) == 0;

    internal void EndTurn() => Volatile.Write(ref _turn, 0);

    /// <summary>Opens the other side (T3).</summary>
    internal void Turn()
    {
        using (HeldLock.Of(_lock))
        {
            _side = OtherSide;
            Volatile.Write(ref _open, _side);
        }
    }

    /// <summary>Closes the gate (X1).</summary>
    internal void Close()
    {
        ProcessEnd.Add(this);
        using (HeldLock.Of(_lock))
            Volatile.Write(ref _open, GateSide.Closed);
    }

    /// <summary>
    /// Seals the gate, so that no call enters at all, or breaks the seal (X3). Breaking it admits the calls that must get on although the gate is
    /// closed.
    /// </summary>
    internal void Seal(bool isSealed)
    {
        using (HeldLock.Of(_lock))
            _isSealed = isSealed;

        if (!isSealed)
            LetIn(call => call.MustGetOn);
    }

    /// <summary>Admits all calls that wait, and opens the gate (X5).</summary>
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

    /// <summary>Removes a waiting call from the line, or from the count of admitted calls. Does nothing if the call has begun.</summary>
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

    /// <summary>Admits waiting calls although the gate is closed. Does nothing if the gate is sealed.</summary>
    internal void LetIn(Predicate<WaitingCall> which)
    {
        WaitingCall[] admitted;
        using (HeldLock.Of(_lock))
            admitted = _isSealed ? [] : Admit(which);

        WaitingCall.Begin(admitted);
    }

    /// <summary>
    /// Enters the closed gate if the thread is inside a closed gate, this one or another. The call must get on, since that gate would otherwise never
    /// be empty.
    /// </summary>
    /// <remarks>C3 is not needed here: the transition that closed this gate needs the lock to seal it, and so sees the call first.</remarks>
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

    /// <summary>Spins for a moment to see whether the gate opens. Returns false at once if too many other calls spin.</summary>
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

    /// <summary>Adds a call to the line. Returns false if the gate is no longer closed, or if the call must not wait.</summary>
    private bool TryWait(WaitingCall call)
    {
        var isWaiting = 0;
        return Whole.Run(JoinLine, (this, call), ref isWaiting);
    }

    /// <summary>
    /// Blocks this thread until the call is admitted, and begins it. Returns false if the gate is no longer closed, or if the call must not wait.
    /// </summary>
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
            // If the thread was interrupted or aborted, the call doesn't begin.
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
