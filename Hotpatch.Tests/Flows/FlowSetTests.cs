using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Flow patches of a patch set.</summary>
public class FlowSetTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private PatchHandle<Func<int, int, int>> Subtract => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");

    private (int, int) Call() => ((int)Fixture.Call("Calculator.Add", 1, 2)!, (int)Fixture.Call("Gated.Subtract", 1, 2)!);

    [Test]
    public void One_using_patches_several_methods_for_the_flow()
    {
        using (var set = new PatchSet("tests").AddFlow(Add, (a, b) => 7).WrapFlow(Add, next => (a, b) => next(a, b) + 1).AddFlow(Subtract, (a, b) => 9))
        {
            Assert.That(Call(), Is.EqualTo((3, -1)));
            set.Apply();
            Assert.That((Call(), Outside.Call(Call), set.IsApplied), Is.EqualTo(((8, 9), (3, -1), true)));
            Assert.That(set.Handles, Is.EqualTo(new PatchHandle[] { Add, Subtract }));
            Assert.That(Add.Flow.Patches.Select(patch => patch.Owner), Is.All.EqualTo("tests"));
        }

        Assert.That((Call(), Add.State.Running, Subtract.State.Running), Is.EqualTo(((3, -1), (Delegate?)null, (Delegate?)null)));
    }

    [Test]
    public void A_set_can_have_patches_for_all_beside_flow_patches_and_be_applied_again()
    {
        var set = new PatchSet().AddFlow(Add, (a, b) => 7).Add(Subtract, (a, b) => 9);
        for (var i = 0; i < 3; i++)
        {
            set.Apply();
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo(((7, 9), (3, 9))));
            set.Revert();
            Assert.That((Call(), Outside.Call(Call)), Is.EqualTo(((3, -1), (3, -1))));
        }

        set.Dispose();
    }

    [Test]
    public void If_a_wrapper_throws_nothing_has_changed()
    {
        var set = new PatchSet().AddFlow(Add, (a, b) => 7).WrapFlow(Subtract, next => throw new InvalidOperationException()).Add(Subtract, (a, b) => 9);
        Assert.That(set.Apply, Throws.InvalidOperationException);
        Assert.That((Call(), set.IsApplied, Add.State.Running), Is.EqualTo(((3, -1), false, (Delegate?)null)));
    }

    [Test]
    public void An_asynchronous_change_is_refused()
    {
        var set = new PatchSet().AddFlow(Add, (a, b) => 7);
        Assert.That(() => set.ApplyAsync(), Throws.TypeOf<PatchException>().With.Message.Contains(Add.Name));
        set.Apply();
        Assert.That(() => set.RevertAsync(), Throws.TypeOf<PatchException>());
        Assert.That(() => set.AddFlow(Subtract, (a, b) => 1), Throws.TypeOf<PatchException>(), "it is applied");
        set.ForceRevert();
        Assert.That(Call(), Is.EqualTo((3, -1)));
    }

    [Test]
    public void What_does_not_fit_is_refused()
        => Assert.Multiple(() =>
        {
            Assert.That(() => new PatchSet().AddFlow(Add, null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => new PatchSet().WrapFlow(Add, null!), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => new PatchSet().AddFlow<Action>(null!, () => { }), Throws.TypeOf<PatchTargetException>());
        });
}
