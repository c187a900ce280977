using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Guards are there before the first call can run what they guard, and stay whatever happens to the change.</summary>
public class GuardedChangeTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly PatchOptions Guarded = new() { RollbackOnFault = new FaultLimit(1, Timeout.InfiniteTimeSpan) };

    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    [Test]
    public void A_change_that_waits_for_an_older_call_is_guarded_meanwhile()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.RunDrained");
        using var older = new RunningCall(Fixture, handle);
        var patching = Task.Factory.StartNew(
            () => handle.PatchScoped(_ => throw new NotSupportedException(), Guarded), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        var faults = 0;
        SpinWait.SpinUntil(() => faults > 0 || !Calls(), 60_000);
        Assert.That((Calls(), Calls(), faults), Is.EqualTo((true, true, 1)));
        Assert.That((older.IsRunning, patching.IsCompleted), Is.EqualTo((true, false)));
        older.End();
        using var scope = patching.GetAwaiter().GetResult();
        Assert.That((scope.Guard!.HasFired, handle.IsPatched), Is.EqualTo((true, false)));

        bool Calls()
        {
            try
            {
                ((System.Reflection.MethodInfo)handle.Method).CreateDelegate<Action<Action>>()(() => { });
                return true;
            }
            catch (NotSupportedException)
            {
                faults++;
                return false;
            }
        }
    }

    [Test]
    public void A_subscriber_that_throws_leaves_the_guard()
    {
        EventHandler<PatchChangedEventArgs> throwing = (_, _) => throw new TimeoutException();
        Add.Changed += throwing;
        Assert.That(() => Add.Patch((_, _) => throw new NotSupportedException(), Guarded), Throws.TypeOf<TimeoutException>());
        Add.Changed -= throwing;
        Assert.That(() => Add.Current(1, 2), Throws.TypeOf<NotSupportedException>());
        Assert.That((Add.IsPatched, Add.Current(1, 2)), Is.EqualTo((false, 3)));
    }

    [Test]
    public void Observers_of_an_owner_end_without_waiting()
    {
        var handle = (PatchHandle<Action<Action>>)Fixture.Handle("Gated.Run");
        var removed = 0;
        using var observation = handle.Observe(_ => { }, new ObserveOptions { Owner = "looks" });
        handle.Current(() => removed = Patchable.RemoveOwner("looks"));
        Assert.That((removed, handle.Consistency, handle.Describe().Entries.Count), Is.EqualTo((1, Consistency.Exclusive, 0)));
    }

    [Test]
    public void No_names_are_an_empty_list()
    {
        using var scope = Add.PatchScoped((_, _) => 1, new PatchOptions { Before = null!, After = null! });
        Assert.That(Add.Current(1, 2), Is.EqualTo(1));
    }
}
