using Hotpatch.Routers;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>
/// What lies below an asynchronous interceptor has a result of its own: the caller's may be on its way on another thread while the interceptor proceeds.
/// </summary>
public class FrameResultTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public async Task Proceeding_leaves_the_task_of_the_caller([Values("Gated.WaitFor", "Gated.WaitForValue")] string method, [Values] bool isBoxed)
    {
        var handle = Fixture.Handle(method);
        var plan = new Proceeding(new CallShape(handle.DelegateType, handle.Method), handle.Original, isBoxed, Task.FromResult(5));
        using var scope = handle.PatchScoped(handle.Routers.TryCreate()!.Bind(handle.DelegateType, plan));
        var result = Fixture.Call(method, Task.FromResult(5));
        var task = result as Task<int> ?? ((ValueTask<int>)result!).AsTask();
        Assert.That(task.IsCompleted, Is.False, "the caller has the interceptor's task");
        plan.Interceptor.SetResult();
        Assert.That(await task, Is.EqualTo(5));
    }

    private sealed class Proceeding(CallShape shape, Delegate below, bool isBoxed, object argument) : FramePlan(shape, below)
    {
        public TaskCompletionSource Interceptor { get; } = new();

        // As an interceptor whose continuation runs on another thread, right after the caller's task was made.
        public override void Take(CallFrame frame)
        {
            frame.ReturnTask(Interceptor.Task);
            var proceeding = isBoxed ? new BoxedFrame(this, [argument]) : frame;
            proceeding.RunAsync(Below).GetAwaiter().GetResult();
            frame.Value = proceeding.Value;
        }
    }
}
