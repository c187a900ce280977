namespace Hotpatch.Tests.Gates.Model;

/// <summary>Calls that wait as tasks; and that the model notices what would be wrong.</summary>
public class WaitingModelTests
{
    [TestCase(2, 2)]
    [TestCase(2, 3)]
    [TestCase(3, 2)]
    public void Every_call_begins_and_no_change_meets_one(int callers, int patches)
    {
        var (states, violation) = new WaitingModel(callers, patches, mistake: null).Explore();
        TestContext.Out.WriteLine($"{states} states");
        Assert.That(violation, Is.Null);
        Assert.That(states, Is.GreaterThan(100));
    }

    [TestCase(2, 2)]
    [TestCase(2, 3)]
    [TestCase(3, 2)]
    public void No_abort_keeps_a_change_waiting_or_lets_one_meet_a_call(int callers, int patches)
    {
        var (states, violation) = new WaitingModel(callers, patches, mistake: null, aborts: true).Explore();
        TestContext.Out.WriteLine($"{states} states");
        Assert.That(violation, Is.Null);
        Assert.That(states, Is.GreaterThan(100));
    }

    [TestCase(WaitingMistake.AbortedInLine)]
    [TestCase(WaitingMistake.AbortedInStep)]
    [TestCase(WaitingMistake.AbortedInside)]
    public void The_model_finds_what_an_abort_leaves(object mistake)
    {
        var (_, violation) = new WaitingModel(callers: 2, patches: 2, (WaitingMistake)mistake, aborts: true).Explore();
        TestContext.Out.WriteLine(violation);
        Assert.That(violation, Does.StartWith("this never ends"));
    }

    [TestCase(WaitingMistake.LookedBeforeQueued, "this never ends")]
    [TestCase(WaitingMistake.OnlyWoken, "a second patch has kept a call out")]
    [TestCase(WaitingMistake.CountedAfterOpening, "it is changed while a call is inside")]
    [TestCase(WaitingMistake.HandedOverBackwards, "it is changed while a call is inside")]
    [TestCase(WaitingMistake.TaskAfterThread, "it is changed while a call is inside")]
    [TestCase(WaitingMistake.WithoutFirstLook, "it is changed while a call is inside")]
    [TestCase(WaitingMistake.WithoutLastLook, "it is changed while a call is inside")]
    public void The_model_finds(object mistake, string expected)
    {
        var (_, violation) = new WaitingModel(callers: 2, patches: 2, (WaitingMistake)mistake).Explore();
        TestContext.Out.WriteLine(violation);
        Assert.That(violation, Does.StartWith(expected));
    }
}
