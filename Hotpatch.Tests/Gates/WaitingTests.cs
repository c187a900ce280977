using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>What waits, tries and forces: with and without a gate, in time and out of it.</summary>
public class WaitingTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    [TestCase("Calculator.Add", Consistency.Immediate)]
    [TestCase("Gated.Add", Consistency.Drained)]
    [TestCase("Gated.Subtract", Consistency.Exclusive)]
    public async Task All_ways_do_the_same_where_nothing_runs(string method, Consistency consistency)
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle(method);
        Assert.That(handle.Consistency, Is.EqualTo(consistency));
        var call = ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Func<int, int, int>>();
        Func<int, int, int>[] replacements = [.. Enumerable.Range(100, 8).Select(answer => (Func<int, int, int>)((_, _) => answer))];
        var changes = 0;
        EventHandler<PatchChangedEventArgs> count = (_, _) => changes++;
        handle.Changed += count;

        handle.Patch(replacements[0], TimeSpan.FromSeconds(60));
        Assert.That(call(1, 2), Is.EqualTo(100));
        await handle.PatchAsync(replacements[1]);
        Assert.That(call(1, 2), Is.EqualTo(101));
        Assert.That(handle.TryPatch(replacements[2]), Is.True);
        Assert.That(call(1, 2), Is.EqualTo(102));
        handle.ForcePatch(replacements[3]);
        Assert.That(call(1, 2), Is.EqualTo(103));
        using (handle.PatchScoped(replacements[4], TimeSpan.FromSeconds(60)))
            Assert.That(call(1, 2), Is.EqualTo(104));

        Assert.That(call(1, 2), Is.EqualTo(103));
        ((PatchHandle)handle).Patch((Delegate)replacements[5], TimeSpan.FromSeconds(60));
        await ((PatchHandle)handle).PatchAsync(replacements[6]);
        Assert.That(((PatchHandle)handle).TryPatch(replacements[7]), Is.True);
        Assert.That(call(1, 2), Is.EqualTo(107));
        Assert.That(changes, Is.EqualTo(9));

        foreach (var restore in new Action[]
        {
            () => handle.Restore(TimeSpan.FromSeconds(60)), () => handle.RestoreAsync().Wait(), () => Assert.That(handle.TryRestore(), Is.True), handle.ForceRestore,
        })
        {
            handle.Patch(replacements[0]);
            restore();
            Assert.That(handle.IsPatched, Is.False);
        }

        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        Assert.That(() => handle.Patch(replacements[0], TimeSpan.FromSeconds(1), cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await handle.PatchAsync(replacements[0], cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(() => handle.Patch(replacements[0], TimeSpan.FromSeconds(-5)), Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => handle.Patch(null!, Short), Throws.InstanceOf<InvalidReplacementException>());
        Assert.That(handle.IsPatched, Is.False);
        handle.Changed -= count;
    }

    [TestCase("Run")]
    [TestCase("RunDrained")]
    public void A_time_out_or_a_cancellation_leaves_all_as_it_was(string method)
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated." + method);
        Action<Action>[] replacements = [.. Enumerable.Range(0, 4).Select(_ => Copy())];
        handle.Patch(replacements[0]);
        var lower = handle.PatchScoped(replacements[1]);
        var upper = handle.PatchScoped(replacements[2]);
        var changes = 0;
        EventHandler<PatchChangedEventArgs> count = (_, _) => changes++;

        Inside(method, () =>
        {
            handle.Changed += count;
            Assert.That(handle.InFlight, Is.EqualTo(1));
            Assert.That(
                () => handle.Patch(replacements[3], Short),
                Throws.InstanceOf<PatchTimeoutException>().With.Property("InFlight").EqualTo(1).And.Message.Contains("1 call on thread").And.Message.Contains("(the caller)"));
            Assert.That(() => handle.Restore(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(() => handle.PatchScoped(replacements[3], Short), Throws.InstanceOf<PatchTimeoutException>());
            using var source = new CancellationTokenSource(Short);
            Assert.That(
                () => handle.Patch(replacements[3], TimeSpan.FromSeconds(60), source.Token),
                Throws.InstanceOf<OperationCanceledException>().With.Message.Contains("1 call on thread"));
            Assert.That(async () => await handle.RestoreAsync(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(() => handle.WaitForDrain(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(handle.TryPatch(replacements[3]), Is.False);
            Assert.That(handle.Current, Is.SameAs(replacements[2]));
            handle.Changed -= count;
        });

        Assert.That(changes, Is.Zero);
        upper.Dispose();
        Assert.That(handle.Current, Is.SameAs(replacements[1]));
        lower.Dispose();
        Assert.That(handle.Current, Is.SameAs(replacements[0]));
        handle.Restore();
        Assert.That(handle.IsPatched, Is.False);

        static Action<Action> Copy()
        {
            var own = new object();
            return action =>
            {
                GC.KeepAlive(own);
                action();
            };
        }
    }

    [Test]
    public void What_is_forced_meanwhile_stays_after_a_time_out()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.RunDrained");
        Action<Action> waiting = action => action();
        Action<Action> forced = action => action();
        Inside("RunDrained", () =>
        {
            // If a busy machine gets here only when the time is over, the next time-out is longer.
            var isSeen = false;
            for (var timeout = TimeSpan.FromMilliseconds(300); !isSeen && timeout < TimeSpan.FromMinutes(2); timeout *= 4)
            {
                var limit = timeout;
                var patch = Task.Run(() => handle.Patch(waiting, limit));
                SpinWait.SpinUntil(() => handle.IsPatched || patch.IsCompleted);
                isSeen = handle.Current == waiting;
                if (isSeen)
                    handle.ForcePatch(forced);

                Assert.That(() => patch.GetAwaiter().GetResult(), Throws.InstanceOf<PatchTimeoutException>());
            }

            Assert.That(isSeen, Is.True, "new calls run it while the patch waits");
            Assert.That(handle.Current, Is.SameAs(forced));
        });
    }

    [Test]
    public async Task A_forced_patch_is_drained_by_what_comes_later()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.RunDrained");
        var waits = new List<Task>();
        Inside("RunDrained", () =>
        {
            handle.ForcePatch(action => action());
            waits.Add(Task.Run(() => handle.WaitForDrain()));
            waits.Add(handle.PatchAsync(action => action()));
            waits.Add(handle.RestoreAsync());
            Assert.That(Task.WaitAny([.. waits], Short), Is.EqualTo(-1));
        });
        await Task.WhenAll(waits).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(handle.InFlight, Is.Zero);
    }

    [Test]
    public void Waiting_without_a_thread_does_not_make_the_thread_pool_grow()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");
        var waits = new List<Task>();
        Inside("Run", () =>
        {
            long before = ThreadPool.ThreadCount;
            waits.AddRange(Enumerable.Range(0, 200).Select(_ => handle.PatchAsync(action => action())));

            // A wait on a thread of the pool would have a thread, or wait for one.
            Assert.That(() => ThreadPool.ThreadCount - before + ThreadPool.PendingWorkItemCount, Is.LessThan(50).After(60_000, 5));
            Assert.That(waits.Select(wait => wait.IsCompleted), Has.All.False);
        });
        Assert.That(Task.WaitAll([.. waits], TimeSpan.FromSeconds(60)), Is.True);
        handle.Restore();
    }

    [Test]
    public async Task Calls_of_many_pool_threads_are_counted_right()
    {
        var handle = Fixture.Handle("Gated.RunDrained");
        var run = Fixture.Type("Gated").GetMethod("RunDrained")!.CreateDelegate<Action<Action>>();
        using var leave = new ManualResetEventSlim();
        var calls = Enumerable.Range(0, 40).Select(_ => Task.Factory.StartNew(() => run(leave.Wait), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default)).ToArray();
        Assert.That(SpinWait.SpinUntil(() => handle.InFlight == 40, TimeSpan.FromSeconds(60)), Is.True);
        leave.Set();
        await Task.WhenAll(calls).WaitAsync(TimeSpan.FromSeconds(60));
        Assert.That(handle.InFlight, Is.Zero);
        handle.Restore();
    }

    /// <summary>Does something while another thread is inside the method.</summary>
    private void Inside(string method, Action meanwhile)
    {
        var run = Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<Action<Action>>();
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var caller = new Thread(() => run(() =>
        {
            inside.Set();
            leave.Wait();
        }))
        { IsBackground = true, Name = "the caller" };
        caller.Start();
        Assert.That(inside.Wait(TimeSpan.FromSeconds(60)), Is.True);
        try
        {
            meanwhile();
        }
        finally
        {
            leave.Set();
            Assert.That(caller.Join(TimeSpan.FromSeconds(60)), Is.True);
        }
    }
}
