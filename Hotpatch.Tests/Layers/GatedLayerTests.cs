using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Layers;

/// <summary>Layers of methods that wait for running calls.</summary>
public class GatedLayerTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void A_time_out_leaves_the_layers_as_they_were(string method)
    {
        var handle = Handle(method);
        var calls = 0;
        handle.Patch(action => action());
        var layer = handle.Wrap(next => action => { calls++; next(action); });
        var before = handle.Current;
        Inside(method, () =>
        {
            Assert.That(() => handle.Wrap(next => next, Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(() => handle.Patch(_ => { }, Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(() => handle.Restore(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(handle.TryPatch(_ => { }), Is.False);
            using var cancelled = new CancellationTokenSource(Short);
            Assert.That(() => handle.Wrap(next => next, Timeout.InfiniteTimeSpan, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(handle.Current, Is.SameAs(before));
            Assert.That((handle.Layers, layer.Failure), Is.EqualTo((new[] { layer }, (Exception?)null)));
        });
        Assert.That(calls, Is.EqualTo(1));
        layer.Dispose();
        Assert.That(handle.Layers, Is.Empty);
    }

    [Test]
    public void The_end_of_a_layer_a_scope_or_a_scope_of_all_is_not_prevented_by_an_interruption()
    {
        var handle = Handle("Run");
        var pass = Patchable.ForAll(Fixture.Type("Gated"), "Pass");
        var source = new TaskCompletionSource<int>();
        IDisposable[] things = [handle.Wrap(next => next), handle.PatchScoped(action => action()), pass.PatchScoped((instantiation, _) => instantiation.Original)];
        _ = Fixture.Type("Gated").GetMethod("Pass")!.MakeGenericMethod(typeof(int)).Invoke(null, [source.Task]);
        Inside("Run", () =>
        {
            foreach (var thing in things)
            {
                var wasInterrupted = false;
                var thread = new Thread(() =>
                {
                    thing.Dispose();
                    try
                    {
                        Thread.Sleep(0);
                    }
                    catch (ThreadInterruptedException)
                    {
                        wasInterrupted = true;
                    }
                });
                thread.Start();

                // It waits for the call, in short sleeps.
                Assert.That(() => thread.ThreadState.HasFlag(ThreadState.WaitSleepJoin), Is.True.After(60_000, 1));
                thread.Interrupt();
                Assert.That(thread.Join(60_000), Is.True);
                Assert.That(wasInterrupted, Is.True);
            }

            Assert.That(handle.IsPatched, Is.False);
            Assert.That(pass.IsPatched, Is.False);
        });
        source.SetResult(1);
    }

    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void A_layer_that_fails_and_is_put_back_by_a_time_out_has_not_failed(string method)
    {
        var handle = Handle(method);
        var accepts = true;
        handle.Patch(action => action());
        var set = new PatchSet().Add(handle, action => action());
        set.Apply();
        var layer = handle.Wrap(next => accepts ? action => next(action) : throw new TimeoutException("refused"));
        var before = handle.Current;
        Inside(method, () =>
        {
            accepts = false;
            Assert.That(() => set.Revert(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(handle.Current, Is.SameAs(before));
            Assert.That((handle.Layers, layer.Failure), Is.EqualTo((new[] { layer }, (Exception?)null)));
        });
        set.Revert();
        Assert.That(handle.Layers, Is.Empty);
        Assert.That(layer.Failure, Is.InstanceOf<TimeoutException>());
    }

    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void Within_the_method_a_layer_ends_without_waiting_and_a_new_one_is_refused(string method)
    {
        var handle = Handle(method);
        var layer = handle.Wrap(next => action => next(action));
        var ran = Task.Run(() => Call(method)(() =>
        {
            Assert.That(() => handle.Wrap(next => next), Throws.InstanceOf<PatchDeadlockException>());
            layer.Dispose();
        }));
        Assert.That(ran.Wait(Long), Is.True);
        Assert.That(handle.IsPatched, Is.False);
    }

    /// <summary>The gate is about to close, or is closed, when what the patch was prepared for goes; its wrapper must be called again, and with the gate open.</summary>
    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void What_comes_by_force_meanwhile_is_wrapped_too(string method)
    {
        var handle = Handle(method);
        var log = new List<string>();
        var call = Call(method);
        Task? patch = null;
        Inside(method, () =>
        {
            // A Drained method's second side is taken as well, so that the patch has to wait before it is made.
            if (method == "RunDrained")
                Assert.That(() => handle.Patch(action => action(), Short), Throws.InstanceOf<PatchTimeoutException>());

            using var prepared = new ManualResetEventSlim();
            patch = Task.Run(() =>
            {
                handle.Wrap(next =>
                {
                    call(() => { });
                    prepared.Set();
                    return action =>
                    {
                        lock (log)
                            log.Add("layer");

                        next(action);
                    };
                });
            });
            Assert.That(prepared.Wait(Long), Is.True);
            handle.ForcePatch(_ =>
            {
                lock (log)
                    log.Add("forced");
            });
        });
        Assert.That(patch!.Wait(Long), Is.True);
        log.Clear();
        call(() => { });
        Assert.That(log, Is.EqualTo(new[] { "layer", "forced" }));
        handle.Restore();
    }

    [Test]
    public void A_patch_that_is_undone_leaves_what_has_come_by_force_since_and_puts_back_what_it_took()
    {
        var handle = Handle("RunDrained");
        var log = new List<string>();
        Action<Action> Noted(string name) => action => log.Add(name);
        var scope = handle.PatchScoped(Noted("scope"));
        var set = new PatchSet().Add(handle, Noted("set")).Wrap(handle, next => action => { log.Add("layer"); next(action); });
        set.Apply();
        Inside("RunDrained", Original("RunDrained"), () =>
        {
            using var cancel = new CancellationTokenSource();

            // The revert has been made, and waits; then comes the other.
            var revert = set.RevertAsync(cancellationToken: cancel.Token);
            Assert.That(() => handle.Layers.Count, Is.Zero.After(60_000, 1));
            handle.ForcePatch(Noted("forced"));
            cancel.Cancel();
            Assert.That(async () => await revert, Throws.InstanceOf<OperationCanceledException>());
        });
        Assert.That(set.IsApplied, Is.True);
        log.Clear();
        handle.Current(() => { });
        Assert.That(log, Is.EqualTo(new[] { "layer", "forced" }));

        // Beneath it, what the set had put there is there again.
        Assert.That(handle.State.Replacements, Has.Count.EqualTo(3));
        set.Revert();
        Assert.That((handle.State.Replacements.Count, handle.Layers.Count), Is.EqualTo((2, 0)));
        scope.Dispose();
    }

    [Test]
    public void No_call_sees_a_set_s_replacement_without_its_layer()
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");
        var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
        var set = new PatchSet().Wrap(handle, next => (a, b) => next(a, b) + 1).Add(handle, (_, _) => 10).Wrap(handle, next => (a, b) => next(a, b) * 2, priority: 1);
        Assert.That(set.Handles, Is.EqualTo(new[] { handle }));
        var strange = 0;
        var calls = 0;
        using (new Gates.Crowd(4, _ =>
        {
            if (call(0, 0) is not (0 or 22))
                Interlocked.Increment(ref strange);

            Interlocked.Increment(ref calls);
        }))
        {
            for (var i = 0; i < 200; i++)
            {
                set.Apply();
                Assert.That(call(0, 0), Is.EqualTo(22));
                set.Revert();
                Assert.That(call(0, 0), Is.Zero);
            }
        }

        Assert.That((strange, handle.IsPatched, calls > 0), Is.EqualTo((0, false, true)));
    }

    private PatchHandle<Action<Action>> Handle(string method) => (PatchHandle<Action<Action>>)Fixture.Handle("Gated." + method);

    private Action<Action> Call(string method) => Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<Action<Action>>();

    private Action<Action> Original(string method) => action => Handle(method).Original(action);

    private void Inside(string method, Action meanwhile) => Inside(method, body: null, meanwhile);

    private void Inside(string method, Action<Action>? body, Action meanwhile)
    {
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        using var scope = body is null ? null : Handle(method).PatchScoped(body);
        var caller = Task.Factory.StartNew(
            () => Call(method)(() =>
            {
                inside.Set();
                leave.Wait();
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        try
        {
            Assert.That(inside.Wait(Long), Is.True);
            meanwhile();
        }
        finally
        {
            leave.Set();
            Assert.That(caller.Wait(Long), Is.True);
        }
    }
}
