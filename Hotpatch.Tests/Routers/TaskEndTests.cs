using Hotpatch.Routers;
using Hotpatch.Tests.Support;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Routers;

/// <summary>A plan that asks for it learns how the task of a call has ended.</summary>
public class TaskEndTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void A_plan_learns_how_the_task_has_ended(
        [Values("Gated.WaitFor", "Gated.WaitForValue", "Gated.Wait", "Gated.WaitValue")] string method, [Values] bool watches, [Values] bool faults)
    {
        var handle = Fixture.Handle(method);
        var plan = new GuardingPlan(handle.Original, watches);
        handle.Patch(handle.Routers.TryCreate()!.Bind(handle.DelegateType, plan));
        var source = new TaskCompletionSource<int>();
        Fixture.Call(method, source.Task);
        if (faults)
            source.SetException(new FormatException());
        else
            source.SetResult(5);

        Assert.That(SpinWait.SpinUntil(() => plan.Ends.Count > 0, TimeSpan.FromSeconds(30)));
        Assert.That(plan.Ends, Is.EqualTo(new[] { !watches ? "returned" : faults ? "faulted" : "completed" }));
    }

    private sealed class GuardingPlan(Delegate target, bool watches) : RouterPlan
    {
        public List<string> Ends { get; } = [];

        public override bool OnlyPicks => false;

        public override bool WatchesTasks => watches;

        public override Delegate Pick(object? self) => target;

        public override Delegate? Begin(ref RoutedCall call, object? self)
        {
            call.Plan = this;
            return target;
        }

        public override void End(ref RoutedCall call, object? result) => Ends.Add("returned");

        public override void EndTask(ref RoutedCall call, Task task, TaskKind kind) => Ends.Add(task.IsFaulted ? "faulted" : "completed");
    }
}
