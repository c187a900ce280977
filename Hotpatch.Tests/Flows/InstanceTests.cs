using System.Runtime.CompilerServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Patches of single instances.</summary>
public class InstanceTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle Quote => Fixture.Handle("PriceService.Quote");

    [Test]
    public void Only_the_instance_is_patched_and_the_latest_patch_wins()
    {
        var (one, other) = (Fixture.New("PriceService"), Fixture.New("PriceService"));
        using (var first = Quote.PatchInstance(one, Answer(1), new PatchOptions { Owner = "tests" }))
        {
            Assert.That((Call(one), Call(other)), Is.EqualTo((1m, 6m)));
            using (Quote.PatchInstance(one, Answer(2)))
            using (Quote.PatchInstance(other, Answer(3)))
            {
                Assert.That((Call(one), Call(other)), Is.EqualTo((2m, 3m)));
                first.Dispose();
                Assert.That((Call(one), Call(other)), Is.EqualTo((2m, 3m)));
            }

            Assert.That((first.Handle, first.Owner), Is.EqualTo((Quote, "tests")));
        }

        Assert.That((Call(one), Call(other), Quote.State.Running), Is.EqualTo((6m, 6m, (Delegate?)null)));
    }

    [Test]
    public void An_instance_lies_over_what_holds_for_all_and_below_flows_and_layers()
    {
        var (one, other) = (Fixture.New("PriceService"), Fixture.New("PriceService"));
        using var patch = Quote.PatchInstance(one, Answer(1));
        using var scope = Quote.PatchScoped(Answer(2));
        Assert.That((Call(one), Call(other)), Is.EqualTo((1m, 2m)));
        using (Quote.PatchFlow(Answer(3)))
            Assert.That((Call(one), Call(other)), Is.EqualTo((3m, 3m)));

        Quote.Restore();
        Assert.That((Call(one), Call(other)), Is.EqualTo((6m, 6m)), "Restore ends it");
        patch.Dispose();
        using (Quote.PatchInstance(one, Answer(4)))
        {
            patch.Dispose();
            Assert.That((Call(one), Call(other)), Is.EqualTo((4m, 6m)), "a patch that Restore has ended doesn't end a later one");
        }

        Assert.That(Quote.State.Running, Is.Null);
    }

    [Test]
    public void The_instance_is_not_kept_in_memory()
    {
        var (weak, patch) = Patched();
        Assert.That(Garbage.Goes(() => !weak.IsAlive), Is.True);

        // The finalizer hands on to the thread pool.
        Assert.That(Garbage.Goes(() => Quote.State.Running is null), Is.True);
        patch.Dispose();
        Assert.That(Quote.State.Running, Is.Null);
    }

    [Test]
    public void A_patch_whose_instance_is_gone_ends_no_other()
    {
        var service = Fixture.New("PriceService");
        using var living = Quote.PatchInstance(service, Answer(7));
        var (weak, gone) = Patched();
        Assert.That(Garbage.Goes(() => !weak.IsAlive && Quote.Describe().Entries.Count == 1), Is.True);
        gone.Dispose();
        Assert.That(Call(service), Is.EqualTo(7m));
    }

    [Test]
    public void A_constructor_has_no_instance_to_patch()
        => Assert.That(
            () => Patchable.In(Fixture.Assembly).First(handle => handle.Method.IsConstructor && handle.HasOriginal && !handle.Method.DeclaringType!.IsValueType)
                .PatchInstance(new object(), Answer(1)),
            Throws.InstanceOf<PatchException>());

    // The replacement holds the instance, too.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (WeakReference Weak, InstancePatch Patch) Patched()
    {
        var service = Fixture.New("PriceService");
        var patch = Quote.PatchInstance(service, new Func<object, int, decimal>((self, quantity) => ReferenceEquals(self, service) ? 1m : 2m));
        Assert.That(Call(service), Is.EqualTo(1m));
        return (new WeakReference(service), patch);
    }

    [Test]
    public void What_has_no_instance_is_refused()
    {
        var service = Fixture.New("PriceService");
        Assert.Multiple(() =>
        {
            Assert.That(
                () => Fixture.Handle("Calculator.Add").PatchInstance(service, new Func<int, int, int>((a, b) => 0)),
                Throws.TypeOf<PatchTargetException>().With.Message.Contains("called without an instance"));
            Assert.That(
                () => Fixture.Handle("RecordPoint.Doubled").PatchInstance(service, Fixture.Handle("RecordPoint.Doubled").Original),
                Throws.TypeOf<PatchTargetException>().With.Message.Contains("value type"));
            Assert.That(() => Quote.PatchInstance(null!, Answer(1)), Throws.TypeOf<PatchTargetException>().With.Message.Contains("null was found"));
            Assert.That(() => Quote.PatchInstance("x", Answer(1)), Throws.TypeOf<PatchTargetException>().With.Message.Contains("string was found"));
            Assert.That(() => Quote.PatchInstance(service, new Action(() => { })), Throws.TypeOf<InvalidReplacementException>());
        });
        Assert.That(Quote.State.Running, Is.Null);
    }

    [Test]
    public void A_thousand_instances_from_many_threads()
    {
        var services = Enumerable.Range(0, 1000).Select(_ => Fixture.New("PriceService")).ToArray();
        Parallel.For(0, services.Length, i =>
        {
            using (Quote.PatchInstance(services[i], Answer(i)))
                Assert.That(Call(services[i]), Is.EqualTo((decimal)i));

            Assert.That(Call(services[i]), Is.EqualTo(6m));
        });
        Assert.That(Quote.State.Running, Is.Null);
        GC.KeepAlive(services);
    }

    private static Func<object, int, decimal> Answer(decimal answer) => (self, quantity) => answer;

    private static decimal Call(object service) => (decimal)service.GetType().GetMethod("Quote")!.Invoke(service, [2])!;
}
