using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>What ends a call that an exception or an abort ends, wherever the call was.</summary>
public class AbandonTests
{
    [Test]
    public void Ends_nothing_before_the_call_has_begun()
    {
        var gate = Gate.Drained();
        ref var outer = ref gate.Enter();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        outer.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void Ends_a_call_that_has_begun()
    {
        var gate = Gate.Drained();
        ref var outer = ref gate.Enter();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        gate.Enter(ref count, ref calls, ref entry);
        gate.Enter().Exit();
        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        outer.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void Ends_nothing_after_the_call_has_ended()
    {
        var gate = Gate.Drained();
        ref var outer = ref gate.Enter();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        gate.Enter(ref count, ref calls, ref entry).Exit();
        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        outer.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Ends_a_call_where_it_has_begun_if_the_gate_was_turned_meanwhile(bool hasEnded)
    {
        var gate = Gate.Drained();
        ref var outer = ref gate.Enter();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        gate.Turn();
        ref var inside = ref gate.Enter(ref count, ref calls, ref entry);
        Assert.That(ThreadCounts.Current.CallsOf(gate.OpenSide), Is.EqualTo(1));
        Assert.That(ThreadCounts.Current.CallsOf(gate.OtherSide), Is.EqualTo(1));
        if (hasEnded)
            inside.Exit();

        gate.Abandon(ref count, entry);
        Assert.That(ThreadCounts.Current.CallsOf(gate.OpenSide), Is.Zero);
        Assert.That(ThreadCounts.Current.CallsOf(gate.OtherSide), Is.EqualTo(1));
        outer.Exit();
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Ends_a_call_that_was_let_into_a_closed_gate(bool hasEnded)
    {
        var gate = Gate.Exclusive();
        ref var outer = ref gate.Enter();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        gate.Close();
        ref var inside = ref gate.Enter(ref count, ref calls, ref entry);
        Assert.That(gate.Register.InFlight, Is.EqualTo(2));
        if (hasEnded)
            inside.Exit();

        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.EqualTo(1));
        gate.Open();
        outer.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Ends_a_call_whose_count_lies_in_an_older_table(bool hasTurned)
    {
        var gate = Gate.Drained();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        if (hasTurned)
            gate.Turn();

        gate.Enter(ref count, ref calls, ref entry);
        for (var others = 0; others < 100; others++)
            Gate.Drained().Enter().Exit();

        gate.Enter().Exit();
        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void Nothing_is_counted_of_a_call_that_is_to_wait()
    {
        var gate = Gate.Exclusive();
        gate.Close();
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        Assert.That(gate.EnterUnlessClosed(ref count, ref calls, ref entry).MustWait, Is.True);
        gate.Abandon(ref count, entry);
        Assert.That(gate.Register.InFlight, Is.Zero);
        gate.Open();
    }
}
