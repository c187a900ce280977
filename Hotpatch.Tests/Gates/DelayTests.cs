using System.Diagnostics;
using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Calls that are held up before announcing themselves, before validating, and before reading the slot: where a patch could miss them.</summary>
[NonParallelizable]
[Category("Slow")]
public class DelayTests
{
    // In milliseconds: for what comes by itself, however busy the machine is.
    private const int Ample = 60_000;

    [TestCase(true)]
    [TestCase(false)]
    public void Held_up_before_validating(bool exclusive)
        => Assert.That(Flip(exclusive, TimeSpan.FromSeconds(2)), Is.Zero);

    [TestCase(true)]
    [TestCase(false)]
    public void Held_up_until_the_moment_before_the_slot_is_written(bool exclusive)
        => Assert.That(MeetOnce(exclusive, validates: true), Is.Zero);

    [TestCase(true)]
    [TestCase(false)]
    public void Without_validating_an_old_body_runs(bool exclusive)
        => Assert.That(MeetOnce(exclusive, validates: false), Is.EqualTo(1));

    private static Gate Make(bool exclusive) => exclusive ? Gate.Exclusive() : Gate.Drained();

    private static void Run(Gate gate, Slot slot)
        => TransitionRun.Run(new Transition([gate], slot), slot, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));

    private static int Flip(bool exclusive, TimeSpan duration)
    {
        var gate = Make(exclusive);
        var slot = new Slot();
        var violations = 0;
        using (new Crowd(8, _ => Call(gate, slot, validates: true, Delay, Delay)))
        {
            for (var clock = Stopwatch.StartNew(); clock.Elapsed < duration;)
            {
                Run(gate, slot);
                violations += slot.OldRunning;
            }
        }

        return violations;
    }

    /// <summary>A call that has read which side is open before one patch, and announces itself when the next has waited, and is about to write.</summary>
    private static int MeetOnce(bool exclusive, bool validates)
    {
        using var isFound = new ManualResetEventSlim();
        using var letGo = new ManualResetEventSlim();
        using var isRunning = new ManualResetEventSlim();
        using var isSeen = new ManualResetEventSlim();
        var gate = Make(exclusive);
        var slot = new Slot();
        var caller = new Thread(() =>
        {
            gate.Enter().Exit();
            Call(
                gate,
                slot,
                validates,
                () =>
                {
                    isFound.Set();
                    letGo.Wait();
                },
                () =>
                {
                    isRunning.Set();
                    isSeen.Wait(validates ? 300 : Ample);
                });
        })
        { IsBackground = true };
        caller.Start();
        isFound.Wait();
        Run(gate, slot);
        slot.BeforeWriting = () =>
        {
            letGo.Set();

            // A call that validates may have to wait until this has ended.
            isRunning.Wait(validates ? 100 : Ample);
        };
        Run(gate, slot);
        var violations = slot.OldRunning;
        isSeen.Set();
        caller.Join();
        return violations;
    }

    private static void Call(Gate gate, Slot slot, bool validates, Action beforeAnnouncing, Action within)
    {
        var side = gate.SideForCalls;
        if (side == GateSide.Closed)
        {
            ref var waited = ref gate.Enter();
            slot.Run(within);
            waited.Exit();
            return;
        }

        beforeAnnouncing();
        ref var count = ref ThreadCounts.Current.Of(side);
        count.Enter(count.Calls);
        beforeAnnouncing();
        if (validates && !gate.IsStillOpen(side))
        {
            count.Exit();
            count = ref gate.Enter();
        }

        slot.Run(within);
        count.Exit();
    }

    private static void Delay()
    {
        if (Random.Shared.Next(50) == 0)
            Thread.Sleep(0);
        else
            Thread.SpinWait(Random.Shared.Next(100));
    }

    private sealed class Slot : IChange
    {
        private readonly int[] _running = new int[2];
        private int _slot;

        public Action BeforeWriting { get; set; } = Delay;

        public int OldRunning => Volatile.Read(ref _running[1 - _slot]);

        public IEnumerable<string> Names => ["Slot"];

        public void Make()
        {
            BeforeWriting();
            Volatile.Write(ref _slot, 1 - _slot);
        }

        public void Undo() => Make();

        public void Settle()
        {
        }

        public void Run(Action body)
        {
            ref var running = ref _running[Volatile.Read(ref _slot)];
            Interlocked.Increment(ref running);
            body();
            Interlocked.Decrement(ref running);
        }
    }
}
