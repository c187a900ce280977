using System.Diagnostics;
using System.Reflection;
using Hotpatch.Handles;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>Several replacements that take effect together or not at all.</summary>
public class PatchSetTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private PatchHandle<Func<int, int, int>> Immediate => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Drained => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Add");

    private PatchHandle<Func<int, int, int>> Exclusive => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    private PatchHandle<Action<Action>> Run => (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");

    private PatchHandle<Action<Action>> RunDrained => (PatchHandle<Action<Action>>)Fixture.Handle("Gated.RunDrained");

    [Test]
    public void All_are_told_of_though_a_subscriber_throws()
    {
        var told = 0;
        EventHandler<PatchChangedEventArgs> fail = (_, _) => throw new TimeoutException("from the subscriber");
        EventHandler<PatchChangedEventArgs> count = (_, _) => told++;
        Immediate.Changed += fail;
        Drained.Changed += count;
        try
        {
            var set = new PatchSet().Add(Immediate, (_, _) => 100).Add(Drained, (_, _) => 100);
            Assert.That(() => set.Apply(), Throws.InstanceOf<TimeoutException>());
            Assert.That((set.IsApplied, told), Is.EqualTo((true, 1)));
            Assert.That(() => set.Revert(), Throws.InstanceOf<TimeoutException>());
            Assert.That((set.IsApplied, told), Is.EqualTo((false, 2)));
        }
        finally
        {
            Immediate.Changed -= fail;
            Drained.Changed -= count;
        }
    }

    [Test]
    public void All_are_applied_and_reverted()
    {
        var (apply, revert) = (new List<Action<PatchSet>>(), new List<Action<PatchSet>>());
        apply.AddRange([set => set.Apply(), set => set.Apply(Short), set => set.ApplyAsync().Wait(), set => Assert.That(set.TryApply(), Is.True), set => set.ForceApply()]);
        revert.AddRange([set => set.Revert(), set => set.Revert(Short), set => set.RevertAsync().Wait(), set => Assert.That(set.TryRevert(), Is.True), set => set.ForceRevert()]);
        PatchHandle<Func<int, int, int>>[][] members = [[Immediate, Drained, Exclusive], [Immediate], [Immediate, Drained], []];
        foreach (var handles in members)
        {
            var set = new PatchSet();
            foreach (var handle in handles)
                set.Add(handle, (_, _) => 100);

            Assert.That(set.Handles, Is.EqualTo(handles));
            foreach (var (doIt, undoIt) in apply.Zip(revert))
            {
                doIt(set);
                Assert.That(set.IsApplied, Is.True);
                Assert.That(handles.Select(handle => handle.Current(1, 2)), Is.All.EqualTo(100));
                undoIt(set);
                Assert.That(set.IsApplied, Is.False);
                Assert.That(handles.Select(handle => handle.IsPatched), Is.All.False);
            }
        }
    }

    [TestCase(0)]
    [TestCase(1)]
    [TestCase(2)]
    public void Failure_at_any_slot_leaves_all_as_they_were(int position)
    {
        var slot = new FaultyField(Fixture.Type("Calculator").GetNestedType("PatchSlots", BindingFlags.NonPublic)!.GetField("Add", BindingFlags.Static | BindingFlags.NonPublic)!);
        var faulty = PatchHandle.Create(new FieldSlot(slot, flag: null, gate: null), new MethodReference(Immediate.Method.MethodHandle, declaringType: null), original: null);
        Func<int, int, int> before = (_, _) => 1;
        List<PatchHandle> handles = [Drained, Exclusive];
        handles.Insert(position, faulty);
        var set = new PatchSet();
        foreach (var handle in handles)
        {
            handle.Patch(before);
            set.Add(handle, (Func<int, int, int>)((_, _) => 100));
        }

        slot.Throws = true;
        Assert.That(() => set.Apply(), Throws.InvalidOperationException);
        Assert.That(() => set.ForceApply(), Throws.InvalidOperationException);
        Assert.That(set.IsApplied, Is.False);
        Assert.That(handles.Select(handle => handle.Current), Is.All.SameAs(before));
        Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.EqualTo(1), "the gates are open");

        // The same set, once the fault is mended; then the same on the way back.
        slot.Throws = false;
        set.Apply();
        slot.Throws = true;
        Assert.That(() => set.Revert(), Throws.InvalidOperationException);
        Assert.That(set.IsApplied, Is.True);
        Assert.That(handles.Select(handle => ((Func<int, int, int>)handle.Current)(1, 2)), Is.All.EqualTo(100));

        slot.Throws = false;
        set.Revert();
        Assert.That(handles.Select(handle => handle.Current), Is.All.SameAs(before));
        handles.ForEach(handle => handle.Restore());
    }

    [Test]
    public void What_was_there_is_there_again_and_what_came_since_stays()
    {
        Func<int, int, int> before = (_, _) => 1;
        Func<int, int, int> scoped = (_, _) => 2;
        Func<int, int, int> since = (_, _) => 3;
        Drained.Patch(before);
        Exclusive.Patch(before);
        var scope = Exclusive.PatchScoped(scoped);
        var set = new PatchSet().Add(Drained, (_, _) => 100).Add(Exclusive, (_, _) => 100);
        set.Apply();
        set.Revert();
        Assert.That((Drained.Current, Exclusive.Current), Is.EqualTo((before, scoped)));
        scope.Dispose();
        Assert.That(Exclusive.Current, Is.SameAs(before));

        set.Apply();
        Drained.Patch(since);
        Exclusive.Restore();
        set.Revert();
        Assert.That(Drained.Current, Is.SameAs(since));
        Assert.That(Exclusive.IsPatched, Is.False);
        set.Revert();
    }

    [Test]
    public void Refusals_change_nothing()
    {
        var set = new PatchSet().Add(Drained, (_, _) => 100);
        Assert.That(() => set.Add(Drained, (_, _) => 101), Throws.InstanceOf<PatchTargetException>());
        Assert.That(() => set.Add(null!, (Delegate)(() => { })), Throws.InstanceOf<PatchTargetException>());
        Assert.That(() => set.Add((PatchHandle)Exclusive, () => { }), Throws.InstanceOf<InvalidReplacementException>());
        set.Apply();
        Assert.That(() => set.Apply(), Throws.InstanceOf<PatchException>().With.Message.Contains("this one is applied"));
        Assert.That(() => set.Add(Exclusive, (_, _) => 101), Throws.InstanceOf<PatchException>());
        set.Revert();
        Assert.That(set.Handles, Has.Count.EqualTo(1));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void A_time_out_at_any_member_rolls_all_back(bool exclusive)
    {
        Func<int, int, int> before = (_, _) => 1;
        Immediate.Patch(before);
        var changes = 0;
        EventHandler<PatchChangedEventArgs> count = (_, _) => changes++;
        Immediate.Changed += count;
        var slow = exclusive ? Run : RunDrained;
        var set = new PatchSet().Add(Immediate, (_, _) => 100).Add(Drained, (_, _) => 100).Add(slow, _ => { });
        Inside(exclusive ? "Run" : "RunDrained", () =>
        {
            Assert.That(() => set.Apply(Short), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains(slow.Name).And.Message.Contains(Drained.Name));
            Assert.That(async () => await set.ApplyAsync(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(set.TryApply(), Is.False);
            Assert.That(set.IsApplied, Is.False);
            Assert.That(Immediate.Current, Is.SameAs(before));
            Assert.That((Drained.IsPatched, slow.IsPatched), Is.EqualTo((false, false)));

            set.ForceApply();
            Assert.That(() => set.Revert(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(set.IsApplied, Is.True);
            Assert.That(Immediate.Current(1, 2), Is.EqualTo(100));
            Assert.That((Drained.IsPatched, slow.IsPatched), Is.EqualTo((true, true)));
        });
        set.Revert();
        Assert.That(changes, Is.EqualTo(2));
        Assert.That(Immediate.Current, Is.SameAs(before));
        Immediate.Changed -= count;
    }

    [Test]
    public void From_inside_a_member_it_is_refused_at_once()
    {
        var set = new PatchSet().Add(Exclusive, (_, _) => 100).Add(Run, _ => { });
        Fixture.Type("Gated").GetMethod("Run")!.CreateDelegate<Action<Action>>()(() =>
        {
            Assert.That(() => set.Apply(), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(set.TryApply(), Is.False);
        });
        set.Apply();
        set.Revert();
    }

    [Test]
    public void Sets_in_opposite_order_do_not_wait_for_each_other()
    {
        var sets = new[]
        {
            new PatchSet().Add(Exclusive, (_, _) => 1).Add(Drained, (_, _) => 1).Add(Run, _ => { }),
            new PatchSet().Add(Run, _ => { }).Add(Drained, (_, _) => 2).Add(Exclusive, (_, _) => 2),
            new PatchSet().Add(Drained, (_, _) => 3).Add(Exclusive, (_, _) => 3),
        };
        var threads = sets.Select(set => new Thread(() =>
        {
            for (var i = 0; i < 300; i++)
            {
                set.Apply();
                set.Revert();
            }
        })
        { IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();

        Assert.That(threads.Select(thread => thread.Join(TimeSpan.FromSeconds(60))), Is.All.True);
        Assert.That((Exclusive.IsPatched, Drained.IsPatched, Run.IsPatched), Is.EqualTo((false, false, false)));
    }

    [Test]
    [NonParallelizable]
    public void No_call_sees_one_member_without_the_others()
        => Assert.That(Mixes(drainIsOff: false), Is.Zero);

    [Test]
    [NonParallelizable]
    public void With_the_drain_off_calls_do() => Assert.That(() => Mixes(drainIsOff: true), Is.Positive.After(120_000, 1));

    /// <summary>
    /// One member calls the other, which must be of the same set. A thread that is inside one must be let into the other while the set waits.
    /// </summary>
    private int Mixes(bool drainIsOff)
    {
        var mixes = 0;
        var run = Fixture.Type("Gated").GetMethod("Run")!.CreateDelegate<Action<Action>>();
        var inner = Fixture.Type("Gated").GetMethod("Subtract")!.CreateDelegate<Func<int, int, int>>();
        Run.Patch(_ => Meet(0));
        Exclusive.Patch((_, _) => 0);
        var set = new PatchSet().Add(Exclusive, (_, _) => 1).Add(Run, _ => Meet(1));
        Run.Gate!.IsDrainOff = Exclusive.Gate!.IsDrainOff = drainIsOff;
        try
        {
            using (new Crowd(8, _ => run(() => { })))
            {
                var flips = 0;
                for (var clock = Stopwatch.StartNew(); clock.Elapsed < TimeSpan.FromSeconds(2) && (!drainIsOff || mixes == 0); flips++)
                {
                    set.Apply();
                    set.Revert();
                }

                Assert.That(flips, Is.Positive);
            }
        }
        finally
        {
            Run.Gate.IsDrainOff = Exclusive.Gate.IsDrainOff = false;
        }

        return mixes;

        void Meet(int version)
        {
            if (inner(0, 0) != version)
                Interlocked.Increment(ref mixes);
        }
    }

    private void Inside(string method, Action meanwhile)
    {
        var run = Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<Action<Action>>();
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var caller = Task.Factory.StartNew(
            () => run(() =>
            {
                inside.Set();
                leave.Wait();
            }),
            CancellationToken.None,
            TaskCreationOptions.LongRunning,
            TaskScheduler.Default);
        Assert.That(inside.Wait(TimeSpan.FromSeconds(60)), Is.True);
        try
        {
            meanwhile();
        }
        finally
        {
            leave.Set();
            Assert.That(caller.Wait(TimeSpan.FromSeconds(60)), Is.True);
        }
    }
}
