using System.Collections.Concurrent;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Observers;

/// <summary>A call that returns a task ends with the task.</summary>
public class TaskObserverTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly ObservedParts[] Parts = [ObservedParts.All, ObservedParts.None, ObservedParts.Time];

    [Test]
    public async Task The_end_is_that_of_the_task(
        [Values("Gated.WaitFor", "Gated.WaitForValue", "Gated.Wait", "Gated.WaitValue")] string method, [ValueSource(nameof(Parts))] ObservedParts parts)
    {
        var handle = Fixture.Handle(method);
        var source = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        var ended = new TaskCompletionSource<ObservedCall>();
        using var metrics = handle.Measure();
        using var observation = handle.Observe(call => ended.TrySetResult(call), new ObserveOptions { Parts = parts });
        var result = AsTask(Fixture.Call(method, source.Task)!);
        Assert.That((ended.Task.IsCompleted, metrics.InFlight, metrics.Calls), Is.EqualTo((false, 1L, 1L)));
        source.SetResult(5);
        await result;
        var call = await ended.Task;

        // The continuations of a task that runs them asynchronously have no order.
        Settle(() => metrics.InFlight == 0);
        Assert.That((call.IsFaulted, call.Exception, metrics.InFlight, metrics.Faults), Is.EqualTo((false, (Exception?)null, 0L, 0L)));
        if (parts == ObservedParts.All)
            Assert.That(call.Result, Is.EqualTo(method.Contains("For", StringComparison.Ordinal) ? 5 : null));
    }

    [Test]
    public async Task A_task_that_has_ended_already_is_read_once([Values("Gated.WaitFor", "Gated.WaitForValue", "Gated.Wait", "Gated.WaitValue")] string method)
    {
        var handle = Fixture.Handle(method);
        var results = new List<object?>();
        using var metrics = handle.Measure();
        using (handle.Observe(call => results.Add(call.Result)))
        using (handle.Observe(call => results.Add(call.IsFaulted), ObserveOptions.CountOnly))
            await AsTask(Fixture.Call(method, Task.FromResult(5))!);

        Assert.That(results, Is.EquivalentTo(new object?[] { method.Contains("For", StringComparison.Ordinal) ? 5 : null, false }));
        Assert.That(metrics.InFlight, Is.Zero);
    }

    [Test]
    public async Task A_pooled_value_task_is_consumed_once()
    {
        var results = new ConcurrentQueue<object?>();
        var handle = Fixture.Handle("Asynchronous.Pooled");
        var instance = Fixture.New("Asynchronous");
        using var all = handle.Observe(call => results.Enqueue(call.Result));
        using var counting = handle.Observe(call => results.Enqueue(call.IsFaulted), ObserveOptions.CountOnly);
        using var layer = handle.Intercept(async call => await call.ProceedAsync());
        for (var i = 0; i < 100; i++)
            Assert.That(await (ValueTask<int>)LoadedAssembly.CallOn(instance, "Pooled", i)!, Is.EqualTo(i + 1));

        Settle(() => results.Count == 200);
        Assert.That(results.OfType<int>(), Is.EquivalentTo(Enumerable.Range(1, 100)));
        Assert.That((all.Failures, counting.Failures), Is.EqualTo((0L, 0L)));
    }

    [Test]
    public void A_fault_is_that_of_the_task([Values("Gated.WaitFor", "Gated.WaitForValue", "Gated.Wait", "Gated.WaitValue")] string method, [Values] bool isCancelled)
    {
        var handle = Fixture.Handle(method);
        var seen = new ConcurrentQueue<ObservedCall>();
        var thrown = new FormatException("from the task");
        var source = new TaskCompletionSource<int>();
        using var metrics = handle.Measure();
        using (handle.Observe(seen.Enqueue))
        using (handle.Observe(seen.Enqueue, ObserveOptions.CountOnly))
        {
            var task = AsTask(Fixture.Call(method, source.Task)!);
            if (isCancelled)
                source.SetCanceled();
            else
                source.SetException(thrown);

            Assert.That(async () => await task, isCancelled ? Throws.InstanceOf<OperationCanceledException>() : Throws.Exception.SameAs(thrown));
            Settle(() => seen.Count == 2 && metrics.InFlight == 0);
        }

        Assert.That(seen.Select(call => call.IsFaulted), Is.EqualTo(new[] { true, true }));
        Assert.That(seen.Select(call => call.Exception), isCancelled ? Is.All.InstanceOf<OperationCanceledException>() : Is.All.SameAs(thrown));
        Assert.That((metrics.Faults, metrics.InFlight), Is.EqualTo((1L, 0L)));
    }

    private static void Settle(Func<bool> hasSettled) => SpinWait.SpinUntil(hasSettled, TimeSpan.FromSeconds(30));

    private static Task AsTask(object result)
        => result switch
        {
            Task task => task,
            ValueTask task => task.AsTask(),
            ValueTask<int> task => task.AsTask(),
            _ => throw new ArgumentException("A task was expected.", nameof(result)),
        };
}
