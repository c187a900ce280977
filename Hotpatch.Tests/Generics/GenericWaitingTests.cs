using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Generics;

/// <summary>Factories of methods that wait for running calls: in time, out of it, and undone.</summary>
public class GenericWaitingTests(string configuration) : WovenFixtureTests(configuration)
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(30);

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    private GenericPatchHandle Pass => Patchable.ForAll(Fixture.Type("Gated"), "Pass");

    private GenericPatchHandle Get => Patchable.ForAll(Fixture.Type("GatedBox`1"), "Get");

    [Test]
    public async Task All_ways_do_the_same_where_nothing_runs()
    {
        foreach (var generic in new[] { Pass, Get })
        {
            var handle = generic.For(typeof(int));
            generic.Patch(Same, Long);
            Assert.That((generic.IsPatched, handle.IsPatched), Is.EqualTo((true, true)));
            generic.Restore(Long);
            Assert.That((generic.IsPatched, handle.IsPatched), Is.EqualTo((false, false)));
            await generic.PatchAsync(Same);
            Assert.That((generic.IsPatched, handle.IsPatched), Is.EqualTo((true, true)));
            await generic.RestoreAsync();
            Assert.That((generic.IsPatched, handle.IsPatched), Is.EqualTo((false, false)));

            using var cancelled = new CancellationTokenSource();
            await cancelled.CancelAsync();
            Assert.That(() => generic.Patch(Same, Long, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(async () => await generic.RestoreAsync(cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(() => generic.Patch(Same, TimeSpan.FromSeconds(-5)), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => generic.PatchAsync(null!), Throws.InstanceOf<InvalidReplacementException>());
            Assert.That(generic.IsPatched, Is.False);
        }
    }

    [Test]
    public void A_time_out_leaves_all_as_it_was()
    {
        var generic = Get;
        var handle = generic.For(typeof(int));
        using var inside = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var box = Activator.CreateInstance(Fixture.Type("GatedBox`1").MakeGenericType(typeof(int)), 5)!;
        var scope = handle.PatchScoped((Delegate)(Func<object, int>)(_ =>
        {
            inside.Set();
            leave.Wait();
            return 6;
        }));
        var before = handle.Current;
        var call = Task.Run(() => LoadedAssembly.CallOn(box, "Get"));
        Assert.That(inside.Wait(Long), Is.True);
        Assert.That(() => generic.Patch(Same, Short), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains(generic.Name));
        Assert.That(() => generic.Restore(Short), Throws.InstanceOf<PatchTimeoutException>());
        Assert.That((generic.IsPatched, handle.Current), Is.EqualTo((false, before)));
        leave.Set();
        Assert.That(call.Result, Is.EqualTo(6));
        scope.Dispose();
        Assert.That(LoadedAssembly.CallOn(box, "Get"), Is.EqualTo(5));
    }

    /// <summary>A Drained method's factory is in effect while it waits, for instantiations that come into use meanwhile too.</summary>
    [Test]
    public async Task What_is_undone_is_undone_for_instantiations_that_have_come_since()
    {
        var generic = Pass;
        var used = generic.For(typeof(int));
        var method = Fixture.Type("Gated").GetMethod("Pass")!.MakeGenericMethod(typeof(int));
        var running = new TaskCompletionSource<int>();
        var call = (Task<int>)method.Invoke(null, [running.Task])!;
        Assert.That(used.InFlight, Is.EqualTo(1));

        using (var cancel = new CancellationTokenSource())
        {
            var patch = generic.PatchAsync(Same, cancellationToken: cancel.Token);
            Assert.That(() => used.IsPatched, Is.True.After(60_000, 1));
            var since = generic.For(typeof(First));
            Assert.That((generic.IsPatched, since.IsPatched), Is.EqualTo((true, true)));
            await cancel.CancelAsync();
            Assert.That(async () => await patch, Throws.InstanceOf<OperationCanceledException>());
            Assert.That((generic.IsPatched, used.IsPatched, since.IsPatched), Is.EqualTo((false, false, false)));
            Assert.That(generic.For(typeof(Second)).IsPatched, Is.False);
        }

        running.SetResult(1);
        Assert.That(await call, Is.EqualTo(1));
        generic.Patch(Same);
        running = new TaskCompletionSource<int>();
        call = (Task<int>)method.Invoke(null, [running.Task])!;
        using (var cancel = new CancellationTokenSource())
        {
            var restore = generic.RestoreAsync(cancellationToken: cancel.Token);
            Assert.That(() => used.IsPatched, Is.False.After(60_000, 1));
            var since = generic.For(typeof(Third));
            Assert.That((generic.IsPatched, since.IsPatched), Is.EqualTo((false, false)));
            await cancel.CancelAsync();
            Assert.That(async () => await restore, Throws.InstanceOf<OperationCanceledException>());
            Assert.That((generic.IsPatched, used.IsPatched, since.IsPatched), Is.EqualTo((true, true, true)));
        }

        var last = generic.RestoreAsync();
        running.SetResult(2);
        await last;
        Assert.That(await call, Is.EqualTo(2));
        Assert.That(generic.Instantiations.Where(handle => handle.IsPatched), Is.Empty);
    }

    private static Delegate Same(PatchHandle handle, IReadOnlyList<Type> typeArguments) => handle.Original;

    private sealed class First;

    private sealed class Second;

    private sealed class Third;
}
