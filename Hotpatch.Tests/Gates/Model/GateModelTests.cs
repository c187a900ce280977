namespace Hotpatch.Tests.Gates.Model;

/// <summary>The protocol, exhaustively; and that the model finds what is wrong with others.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class GateModelTests
{
    [TestCase(false)]
    [TestCase(true)]
    public void No_interleaving_breaks_a_promise(bool closes)
    {
        var (states, violation) = new GateModel(closes, mistake: null).Explore();
        TestContext.Out.WriteLine($"{states} states");
        Assert.That(violation, Is.Null);
        Assert.That(states, Is.GreaterThan(10_000));
    }

    [TestCase(false)]
    [TestCase(true)]
    public void No_abort_of_a_caller_breaks_a_promise_or_leaves_a_count(bool closes)
    {
        var (states, violation) = new GateModel(closes, mistake: null, patches: 2, aborts: true).Explore();
        TestContext.Out.WriteLine($"{states} states");
        Assert.That(violation, Is.Null);
        Assert.That(states, Is.GreaterThan(10_000));
    }

    [TestCase(false, Mistake.NotAbandoned, "still counts (1 and 0|0 and 1) calls")]
    [TestCase(true, Mistake.NotAbandoned, "still counts (1 and 0|0 and 1) calls")]
    [TestCase(false, Mistake.AbandonedUnseen, "still counts (-1 and 0|0 and -1) calls")]
    [TestCase(true, Mistake.AbandonedUnseen, "still counts (-1 and 0|0 and -1) calls")]
    public void The_model_finds_what_an_abort_leaves(bool closes, object mistake, string expected)
    {
        var (_, violation) = new GateModel(closes, (Mistake)mistake, patches: 1, aborts: true).Explore();
        TestContext.Out.WriteLine(violation);
        Assert.That(violation, Does.Match(expected));
    }

    [TestCase(false, Mistake.OwnBarrierOnly)]
    [TestCase(false, Mistake.WithoutValidation)]
    [TestCase(false, Mistake.WithoutFirstWait)]
    [TestCase(true, Mistake.OwnBarrierOnly)]
    [TestCase(true, Mistake.WithoutValidation)]
    [TestCase(true, Mistake.PlainTurn)]
    [TestCase(false, Mistake.SlotLast)]
    public void The_model_finds(bool closes, object mistake)
    {
        var (_, violation) = new GateModel(closes, (Mistake)mistake).Explore();
        TestContext.Out.WriteLine(violation);
        Assert.That(violation, Is.Not.Null);
    }
}
