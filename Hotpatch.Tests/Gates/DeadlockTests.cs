using System.Runtime.CompilerServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>Where patching could wait for itself: each ends in the documented way, and afterwards all goes on.</summary>
public class DeadlockTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(100);
    private static readonly Action<Action> Replacement = action => action();

    private static Func<TimeSpan, Exception?> _patchInConstructor = _ => null;

    private PatchHandle<Action<Action>> Exclusive => (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");

    private PatchHandle<Action<Action>> Drained => (PatchHandle<Action<Action>>)Fixture.Handle("Gated.RunDrained");

    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void From_inside_the_method_itself(string method)
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated." + method);
        Call(method)(() =>
        {
            Assert.That(() => handle.Patch(Replacement), Throws.InstanceOf<PatchDeadlockException>().With.Message.Contains("1 call on thread"));
            Assert.That(() => handle.Patch(Replacement, Short), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(() => handle.Restore(), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(() => handle.PatchScoped(Replacement), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(() => handle.WaitForDrain(), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(async () => await handle.PatchAsync(Replacement), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(handle.TryPatch(Replacement), Is.False);
            Assert.That(handle.TryRestore(), Is.False);
            Assert.That(handle.IsPatched, Is.False);

            handle.ForcePatch(Replacement);
            Assert.That(handle.IsPatched, Is.True);
            Call(method)(handle.ForceRestore);
            Assert.That(handle.IsPatched, Is.False);
        });
        handle.Patch(Replacement);
        Assert.That(handle.TryRestore(), Is.True);
    }

    [Test]
    public void The_end_of_a_scope_within_the_method_waits_for_nothing_and_does_not_throw()
    {
        var scope = Exclusive.PatchScoped(Replacement);
        Call("Run")(() =>
        {
            scope.Dispose();
            Assert.That(Exclusive.IsPatched, Is.False);
        });
    }

    [Test]
    public void Two_methods_that_patch_each_other()
    {
        using var both = new Barrier(2);
        Exception?[] outcomes = [null, null];
        var threads = new[]
        {
            Start(() => Call("Run")(() => Enter(0, () => Drained.Patch(Replacement, Short)))),
            Start(() => Call("RunDrained")(() => Enter(1, () => Exclusive.Patch(Replacement, Short)))),
        };
        Join(threads);

        // When the first has given up, the other may still get through.
        Assert.That(outcomes, Has.Some.InstanceOf<PatchTimeoutException>());
        Assert.That(outcomes.OfType<Exception>(), Is.All.InstanceOf<PatchTimeoutException>());
        AllGoesOn();

        void Enter(int number, Action patch)
        {
            both.SignalAndWait();
            outcomes[number] = Outcome(patch);
        }
    }

    [Test]
    public void In_a_lock_that_a_caller_needs()
    {
        var @lock = new object();
        using var inside = new ManualResetEventSlim();
        Thread caller;
        lock (@lock)
        {
            caller = Start(() => Call("Run")(() =>
            {
                inside.Set();
                lock (@lock)
                {
                }
            }));
            inside.Wait();
            Assert.That(() => Exclusive.Patch(Replacement, Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(Exclusive.IsPatched, Is.False);
        }

        Join(caller);
        AllGoesOn();
    }

    [Test]
    public void In_a_static_constructor_that_a_caller_needs()
    {
        using var inside = new ManualResetEventSlim();
        using var begun = new ManualResetEventSlim();
        var handle = Drained;
        _patchInConstructor = timeout =>
        {
            begun.Set();
            inside.Wait();
            return Outcome(() => handle.Patch(Replacement, timeout));
        };
        var type = Configuration == "Debug" ? typeof(PatchesInDebug) : typeof(PatchesInRelease);
        var constructing = Start(() => RuntimeHelpers.RunClassConstructor(type.TypeHandle));
        begun.Wait();
        var caller = Start(() => Call("RunDrained")(() =>
        {
            inside.Set();
            RuntimeHelpers.RunClassConstructor(type.TypeHandle);
        }));
        Join(constructing, caller);
        Assert.That(type.GetField("Outcome")!.GetValue(null), Is.InstanceOf<PatchTimeoutException>());
        AllGoesOn();
    }

    [Test]
    public void In_a_finalizer()
    {
        using var done = new ManualResetEventSlim();
        Exception? outcome = null;
        Forget(() =>
        {
            outcome = Outcome(() => Exclusive.Patch(Replacement, TimeSpan.FromSeconds(60)));
            done.Set();
        });
        Assert.That(Garbage.Goes(() => done.IsSet), Is.True);
        Assert.That(outcome, Is.Null);
        Assert.That(Exclusive.IsPatched, Is.True);
        AllGoesOn();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Forget(Action action) => _ = new Finalized(action);
    }

    [Test]
    public void In_an_exception_filter_the_method_is_still_running()
    {
        Exception? outcome = null;
        try
        {
            Call("Run")(() => throw new NotSupportedException());
        }
        catch (NotSupportedException) when ((outcome = Outcome(() => Exclusive.Patch(Replacement, Short))) is not null)
        {
        }

        Assert.That(outcome, Is.InstanceOf<PatchDeadlockException>());
        AllGoesOn();
    }

    [Test]
    public async Task From_a_continuation_within_an_asynchronous_method()
    {
        var handle = (PatchHandle<Func<Task, Task>>)Fixture.Handle("Gated.Wait");
        Exception? outcome = null;
        handle.Patch(async _ =>
        {
            await Task.Delay(1);
            outcome = Outcome(() => handle.Patch(_ => Task.CompletedTask, Short));
        });
        await Fixture.Type("Gated").GetMethod("Wait")!.CreateDelegate<Func<Task, Task>>()(Task.CompletedTask);
        Assert.That(outcome, Is.InstanceOf<PatchTimeoutException>().With.Message.Contains("1 call whose task is running"));
        handle.Restore(TimeSpan.FromSeconds(60));
    }

    [Test]
    public async Task Recursion_goes_on_while_a_patch_waits()
    {
        var run = Call("Run");
        Task? patch = null;
        run(() =>
        {
            patch = Task.Run(() => Exclusive.Patch(Replacement));
            Assert.That(SpinWait.SpinUntil(() => Exclusive.Gate!.IsClosed, TimeSpan.FromSeconds(60)), Is.True);
            run(() => run(() => { }));
            Assert.That(patch.IsCompleted, Is.False);
        });
        await patch!.WaitAsync(TimeSpan.FromSeconds(60));
        AllGoesOn();
    }

    private static PatchException? Outcome(Action patch)
    {
        try
        {
            patch();
            return null;
        }
        catch (PatchException exception)
        {
            return exception;
        }
    }

    private static Thread Start(Action action)
    {
        var thread = new Thread(() => action()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Join(params Thread[] threads)
    {
        foreach (var thread in threads)
            Assert.That(thread.Join(TimeSpan.FromSeconds(60)), Is.True, "a thread hangs");
    }

    private Action<Action> Call(string method) => Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<Action<Action>>();

    private void AllGoesOn()
    {
        foreach (var handle in new[] { Exclusive, Drained })
        {
            Assert.That(handle.InFlight, Is.Zero);
            handle.Patch(Replacement, TimeSpan.FromSeconds(60));
            handle.Restore(TimeSpan.FromSeconds(60));
        }

        Call("Run")(() => { });
        Call("RunDrained")(() => { });
    }

    private sealed class Finalized(Action action)
    {
#pragma warning disable MA0055 // It is the test.
        ~Finalized() => action();
#pragma warning restore MA0055
    }

#pragma warning disable CA1810, CS0414, S3963 // What the static constructor does is the test.
    private static class PatchesInDebug
    {
        public static readonly Exception? Outcome;

        static PatchesInDebug() => Outcome = _patchInConstructor(Short);
    }

    private static class PatchesInRelease
    {
        public static readonly Exception? Outcome;

        static PatchesInRelease() => Outcome = _patchInConstructor(Short);
    }
#pragma warning restore CA1810, CS0414, S3963
}
