using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Interception;

/// <summary>Interceptors of methods that return tasks.</summary>
public class AsyncInterceptorTests(string configuration) : WovenFixtureTests(configuration)
{
    private const string WithValue = "Gated.WaitFor";

    [Test]
    public async Task The_result_is_the_value_of_the_task([Values(WithValue, "Gated.WaitForValue")] string method)
    {
        using var layer = Fixture.Handle(method).Intercept(async call =>
        {
            await Task.Yield();
            await call.ProceedAsync();
            Assert.That(call.Result, Is.EqualTo(5));
            await Task.Yield();
            call.Result = 6;
        });
        Assert.That(await ResultOf(method, Task.FromResult(5)), Is.EqualTo(6));
    }

    [Test]
    public async Task Without_proceeding_the_task_is_completed([Values("Gated.WaitFor", "Gated.WaitForValue", "Gated.Wait", "Gated.WaitValue")] string method, [Values] bool isAsync)
    {
        var handle = Fixture.Handle(method);
        using var layer = isAsync ? handle.Intercept(call => Task.CompletedTask) : handle.Intercept(call => { });
        Assert.That(await ResultOf(method, new TaskCompletionSource<int>().Task), Is.EqualTo(method.Contains("For", StringComparison.Ordinal) ? 0 : null));
    }

    [Test]
    public async Task A_retry_awaits_each_time()
    {
        var tries = 0;
        using var faulty = ((PatchHandle<Func<Task<int>, Task<int>>>)Fixture.Handle(WithValue)).PatchScoped(async task =>
        {
            await Task.Yield();
            return ++tries < 3 ? throw new TimeoutException() : await task;
        });
        using var layer = Fixture.Handle(WithValue).Intercept(async call =>
        {
            while (true)
            {
                try
                {
                    await call.ProceedAsync();
                    return;
                }
                catch (TimeoutException exception)
                {
                    Assert.That(call.Exception, Is.SameAs(exception));
                }
            }
        });
        Assert.That((await ResultOf(WithValue, Task.FromResult(5)), tries), Is.EqualTo(((object)5, 3)));
    }

    [Test]
    public void Exceptions_end_the_task()
    {
        var thrown = new FormatException("from the task");
        using (Fixture.Handle(WithValue).Intercept(async call => await call.ProceedAsync()))
            Assert.That(async () => await ResultOf(WithValue, Task.FromException<int>(thrown)), Throws.Exception.SameAs(thrown));

        using (Fixture.Handle(WithValue).Intercept(async call =>
        {
            await Task.Yield();
            throw thrown;
        }))
        {
            Assert.That(async () => await ResultOf(WithValue, Task.FromResult(1)), Throws.Exception.SameAs(thrown));
        }
    }

    [Test]
    public void The_task_of_the_caller_ends_with_the_interceptor()
    {
        var source = new TaskCompletionSource();
        using var layer = Fixture.Handle(WithValue).Intercept(async call =>
        {
            await call.ProceedAsync();
            await source.Task;
        });
        var task = ResultOf(WithValue, Task.FromResult(5));
        Assert.That(task.IsCompleted, Is.False);
        source.SetResult();
        Assert.That(task.Result, Is.EqualTo(5));
    }

    [Test]
    public void A_synchronous_interceptor_sees_the_task_itself()
    {
        using var layer = Fixture.Handle(WithValue).Intercept(call =>
        {
            call.Proceed();
            Assert.That(call.Result, Is.InstanceOf<Task<int>>());
            Assert.That(() => call.Result = 5, Throws.ArgumentException.With.Message.Contains("Task<int> was expected, but int was found"));
            call.Result = Task.FromResult(9);
        });
        Assert.That(ResultOf(WithValue, Task.FromResult(5)).Result, Is.EqualTo(9));
    }

    [Test]
    public void Misuse_says_what_to_do()
    {
        using (Fixture.Handle(WithValue).Intercept(async call =>
        {
            await Task.CompletedTask;
            call.Proceed();
        }))
        {
            Assert.That(async () => await ResultOf(WithValue, Task.FromResult(5)), Throws.InvalidOperationException.With.Message.Contains("await call.ProceedAsync()"));
        }

        Task? none = null;
        using (Fixture.Handle(WithValue).Intercept((Func<PatchCall, Task>)(call => none!)))
            Assert.That(() => Fixture.Call(WithValue, Task.FromResult(5)), Throws.InvalidOperationException.With.Message.Contains("null"));

        using (Fixture.Handle(WithValue).Intercept(async call =>
        {
            await Task.CompletedTask;
            call.Result = "x";
        }))
        {
            Assert.That(async () => await ResultOf(WithValue, Task.FromResult(5)), Throws.ArgumentException.With.Message.Contains("for the result, a value of type int"));
        }
    }

    private async Task<object?> ResultOf(string method, object argument)
    {
        switch (Fixture.Call(method, argument))
        {
            case Task<int> task:
                return await task;
            case Task task:
                await task;
                return null;
            case ValueTask<int> task:
                return await task;
            case ValueTask task:
                await task;
                return null;
            default:
                throw new InvalidOperationException("A task was expected.");
        }
    }
}
