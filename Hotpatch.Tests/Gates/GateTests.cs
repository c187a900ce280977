using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>One gate, without a method.</summary>
public class GateTests
{
    // In milliseconds: for what ends by itself, however busy the machine is.
    private const int Ample = 60_000;

    [Test]
    public void Calls_are_counted_until_they_leave_on_every_thread()
    {
        var gate = Gate.Drained();
        ref var first = ref gate.Enter();
        ref var second = ref gate.Enter();
        On(() =>
        {
            ref var other = ref gate.Enter();
            Assert.That(gate.Register.InFlight, Is.EqualTo(3));
            other.Exit();
        });
        second.Exit();
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        first.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
        Assert.That(gate.IsThisThreadInside(), Is.False);
    }

    [Test]
    public void Turning_waits_for_those_inside_and_not_for_those_that_come()
    {
        var gate = Gate.Drained();
        var old = HeldCall.In(gate);
        var change = new Recorded();
        var steps = new Transition([gate], change).Steps().GetEnumerator();
        PassAll(steps, 2);
        Assert.That(steps.MoveNext(), Is.True);
        Assert.That(change.Made, Is.EqualTo(1), "it is made before the wait");
        Assert.That(steps.Current(), Is.False);

        var young = HeldCall.In(gate);
        Assert.That(steps.Current(), Is.False);
        old.Release();
        Assert.That(steps.Current(), Is.True);
        Assert.That(steps.MoveNext(), Is.False);
        Assert.That(change.Undone, Is.Zero);
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        young.Release();
    }

    [Test]
    public void A_side_is_not_used_again_before_it_is_empty()
    {
        var gate = Gate.Drained();
        var first = HeldCall.In(gate);
        var change = new Recorded();
        Assert.That(() => Run(gate, change, 20), Throws.InstanceOf<PatchTimeoutException>());
        Assert.That((change.Made, change.Undone), Is.EqualTo((1, 1)));

        // Now there are calls on both sides, and no side for new ones: the next change is not even begun.
        var second = HeldCall.In(gate);
        Assert.That(
            () => Run(gate, change, 20),
            Throws.InstanceOf<PatchTimeoutException>().With.Property("InFlight").EqualTo(2).And.Message.Contains("Still running: 1 call on thread"));
        Assert.That((change.Made, change.Undone), Is.EqualTo((1, 1)));

        first.Release();
        Assert.That(() => Run(gate, change, 20), Throws.InstanceOf<PatchTimeoutException>(), "for the second");
        Assert.That((change.Made, change.Undone), Is.EqualTo((2, 2)));
        second.Release();
        Run(gate, change, Ample);
        Assert.That((change.Made, change.Undone), Is.EqualTo((3, 2)));
    }

    [Test]
    public void Closing_holds_new_calls_back_and_lets_those_inside_enter_again()
    {
        var gate = Gate.Exclusive();
        ref var inside = ref gate.Enter();
        var change = new Recorded();
        using var steps = new Transition([gate], change).Steps().GetEnumerator();
        PassAll(steps, 1);
        steps.MoveNext();
        Assert.That(steps.Current(), Is.False);

        ref var again = ref gate.Enter();
        var waiting = Task.Run(() => gate.Enter().Exit());
        Assert.That(waiting.Wait(50), Is.False, "a new call waits");
        inside.Exit();
        Assert.That(steps.Current(), Is.False);
        again.Exit();
        Assert.That(steps.Current(), Is.True);
        Assert.That(change.Made, Is.Zero, "it is made after the wait");
        Assert.That(steps.MoveNext(), Is.False);
        Assert.That(change.Made, Is.EqualTo(1));
        Assert.That(waiting.Wait(Ample), Is.True);
    }

    [Test]
    public void What_is_closed_together_can_be_entered_by_who_is_inside_any()
    {
        Gate[] gates = [Gate.Exclusive(), Gate.Drained()];
        ref var outer = ref gates[0].Enter();
        using (var steps = new Transition(gates, new Recorded()).Steps().GetEnumerator())
        {
            PassAll(steps, 2);
            steps.MoveNext();
            gates[1].Enter().Exit();

            // What began there and became a task before its thread left must not slip through.
            var source = new TaskCompletionSource();
            ref var inner = ref gates[1].Enter();
            inner.Track(source.Task);
            inner.Exit();
            outer.Exit();
            Assert.That(steps.Current(), Is.False);
            source.SetResult();
            Assert.That(steps.Current(), Is.True);
        }
    }

    [Test]
    public void At_once_or_not_at_all()
    {
        foreach (var gate in new[] { Gate.Drained(), Gate.Exclusive() })
        {
            var change = new Recorded();
            var held = HeldCall.In(gate);
            Assert.That(TransitionRun.TryRun(new Transition([gate], change), change), Is.False);
            Assert.That((change.Made, change.Undone), Is.EqualTo((0, 0)));
            held.Release();
            Assert.That(TransitionRun.TryRun(new Transition([gate], change), change), Is.True);
            Assert.That(change.Made, Is.EqualTo(1));
            HeldCall.In(gate).Release();
        }
    }

    [Test]
    public void A_change_that_throws_leaves_the_gate_open()
    {
        foreach (var gate in new[] { Gate.Drained(), Gate.Exclusive() })
        {
            Assert.That(() => Run(gate, new Recorded { Throws = true }, Ample), Throws.InvalidOperationException);
            HeldCall.In(gate).Release();
            Run(gate, new Recorded(), Ample);
        }
    }

    [Test]
    public void A_thread_that_died_inside_holds_up_nobody()
    {
        var gate = Gate.Exclusive();
        var thread = new Thread(() => _ = gate.Enter());
        thread.Start();
        thread.Join();
        Assert.That(gate.Register.InFlight, Is.Zero);
        Run(gate, new Recorded(), Ample);
    }

    [Test]
    public void Thousands_of_short_lived_threads_leave_nothing_behind()
    {
        var gate = Gate.Drained();

        // Threads of other tests may be alive.
        var before = AllThreads.Kept;
        for (var i = 0; i < 2_000; i++)
            On(() => gate.Enter().Exit());

        Assert.That(AllThreads.Kept - before, Is.LessThan(100));
        Assert.That(gate.Register.InFlight, Is.Zero);
        Run(gate, new Recorded(), Ample);
    }

    [Test]
    public void A_thread_inside_cannot_wait_for_itself()
    {
        var gate = Gate.Drained();
        ref var call = ref gate.Enter();
        Assert.That(() => Run(gate, new Recorded(), Timeout.Infinite), Throws.InstanceOf<PatchDeadlockException>().With.Message.Contains("1 call on thread"));
        Assert.That(TransitionRun.TryRun(new Transition([gate], new Recorded()), new Recorded()), Is.False);
        call.Exit();
    }

    [Test]
    public void Who_waits_for_a_turn_gives_up_in_time_or_when_cancelled()
    {
        var gate = Gate.Drained();
        Assert.That(gate.TryTakeTurn(), Is.True);
        Assert.That(() => Run(gate, new Recorded(), 20), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains("Another change of the method is still waiting"));
        using var source = new CancellationTokenSource(20);
        Assert.That(
            () => TransitionRun.Run(new Transition([gate], new Recorded()), new Recorded(), new Patience(Timeout.InfiniteTimeSpan, source.Token)),
            Throws.InstanceOf<OperationCanceledException>());
        gate.EndTurn();
        Run(gate, new Recorded(), Ample);
    }

    private static void Run(Gate gate, Recorded change, int milliseconds)
        => TransitionRun.Run(new Transition([gate], change), change, new Patience(TimeSpan.FromMilliseconds(milliseconds), CancellationToken.None));

    private static void PassAll(IEnumerator<Func<bool>> steps, int count)
    {
        for (var i = 0; i < count; i++)
            Assert.That(steps.MoveNext() && steps.Current(), Is.True);
    }

    private static void On(Action action)
    {
        Exception? thrown = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                thrown = exception;
            }
        });
        thread.Start();
        thread.Join();
        Assert.That(thrown, Is.Null);
    }

    private sealed class Recorded : IChange
    {
        public bool Throws { get; init; }

        public int Made { get; private set; }

        public int Undone { get; private set; }

        public IEnumerable<string> Names => ["Test"];

        public void Make()
        {
            if (Throws)
                throw new InvalidOperationException();

            Made++;
        }

        public void Undo() => Undone++;

        public void Settle()
        {
        }
    }
}
