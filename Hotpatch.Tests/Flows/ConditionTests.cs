using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Flows;

/// <summary>Patches for calls with certain arguments.</summary>
public class ConditionTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle<Func<int, int, int>> Add => (PatchHandle<Func<int, int, int>>)Fixture.Handle("Calculator.Add");

    private int Call(int a, int b) => (int)Fixture.Call("Calculator.Add", a, b)!;

    [Test]
    public void Calls_that_meet_the_condition_run_the_replacement_and_the_latest_is_asked_first()
    {
        using (Add.PatchWhen((a, b) => a > 10, (a, b) => 1))
        {
            Assert.That((Call(11, 1), Call(10, 1)), Is.EqualTo((1, 11)));
            using (Add.PatchWhen((a, b) => a > 20, (a, b) => 2, new PatchOptions { Owner = "tests" }))
            using (Add.PatchScoped((a, b) => 3))
                Assert.That((Call(21, 1), Call(11, 1), Call(10, 1)), Is.EqualTo((2, 1, 3)));

            Assert.That((Call(21, 1), Add.IsPatched), Is.EqualTo((1, true)));
        }

        Assert.That((Call(11, 1), Add.State.Running), Is.EqualTo((12, (Delegate?)null)));
    }

    [Test]
    public void What_a_condition_throws_reaches_the_caller_and_names_the_patch()
    {
        using var scope = Add.PatchWhen((a, b) => a / b > 1, (a, b) => 1, new PatchOptions { Owner = "the divider" });
        Assert.That(Call(4, 2), Is.EqualTo(1));
        var exception = Assert.Throws<PatchException>(() => Add.Current(1, 0))!;
        Assert.That(exception.InnerException, Is.TypeOf<DivideByZeroException>());
        Assert.That(exception.Message, Does.StartWith(Add.Name).And.Contains("the divider").And.Contains("DivideByZeroException"));
    }

    [Test]
    public void An_untyped_handle_takes_conditions_of_any_delegate_type()
    {
        PatchHandle untyped = Add;
        using (untyped.PatchWhen(new Holds((a, b) => a == b), new Func<int, int, int>((a, b) => 0)))
            Assert.That((Call(2, 2), Call(2, 3)), Is.EqualTo((0, 5)));

        Assert.Multiple(() =>
        {
            Assert.That(() => untyped.PatchWhen(new Func<int, bool>(a => true), Add.Original), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => untyped.PatchWhen(null!, Add.Original), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => untyped.PatchWhen(new Holds((a, b) => true), new Action(() => { })), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => Add.PatchWhen(null!, (a, b) => 0), Throws.TypeOf<InvalidReplacementException>());
            Assert.That(() => ((PatchHandle)null!).PatchWhen(new Holds((a, b) => true), Add.Original), Throws.ArgumentNullException);
        });
        Assert.That(Add.State.Running, Is.Null);
    }

    private delegate bool Holds(int a, int b);
}
