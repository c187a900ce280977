using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Imports of native functions, lambdas and local functions.</summary>
public class ImportAndLambdaTests(string configuration) : WovenFixtureTests(configuration)
{
    private T Field<T>(string name) => (T)Fixture.Type("Lambdas").GetField(name)!.GetValue(null)!;

    [Test]
    public void Imports()
    {
        var id = Patchable.For<Func<int>>(Fixture.Type("Imports"), "ProcessId");
        Assert.That(Fixture.Call("Imports.ProcessId"), Is.EqualTo(Environment.ProcessId));

        id.Patch(() => -id.Original());
        Assert.That(Fixture.Call("Imports.ProcessId"), Is.EqualTo(-Environment.ProcessId));
    }

    [Test]
    public void Marshalling_and_last_error_stay_with_the_import()
    {
        var length = Patchable.For<Func<string, nint>>(Fixture.Type("Imports"), "Length");
        Assert.That(Fixture.Call("Imports.Length", "four"), Is.EqualTo((nint)4));
        Assert.That(Fixture.Call("Imports.CloseBadDescriptor"), Is.EqualTo("-1/True"));

        length.Patch(text => length.Original(text + text));
        Assert.That(Fixture.Call("Imports.Length", "four"), Is.EqualTo((nint)8));
    }

    [Test]
    public void Generated_imports()
    {
        var upper = Patchable.For<Func<int, int>>(Fixture.Type("Imports"), "Upper");
        Assert.That(Fixture.Call("Imports.Upper", (int)'a'), Is.EqualTo((int)'A'));
        upper.Patch(character => upper.Original(character) + 1);
        Assert.That(Fixture.Call("Imports.Upper", (int)'a'), Is.EqualTo((int)'B'));
    }

    [Test]
    public void A_lambda_that_captures_nothing()
    {
        var lambda = Field<Func<int, int>>("Stateless");
        var handle = Patchable.For(lambda);
        Assert.That(lambda(1), Is.EqualTo(2));

        handle.Patch(x => handle.Original(x) * 100);
        Assert.That(lambda(1), Is.EqualTo(200));
    }

    [Test]
    public void A_lambda_of_another_delegate_type_has_a_Func()
    {
        var lambda = Field<Predicate<string>>("Custom");
        Assert.That(
            () => Patchable.For(lambda),
            Throws.InstanceOf<PatchTargetException>().With.Message.Contains("Func<string, bool> was expected, but Predicate<string> was found"));

        Patchable.For(lambda.Method.CreateDelegate<Func<string, bool>>(lambda.Target)).Patch(_ => true);
        Assert.That(lambda(""), Is.True);
    }

    [Test]
    public void A_lambda_that_captures_is_patched_for_all_its_delegates_and_has_no_original()
    {
        var one = (Func<int, int>)Fixture.Call("Lambdas.Capturing", 1)!;
        var two = (Func<int, int>)Fixture.Call("Lambdas.Capturing", 2)!;
        var handle = Patchable.For(one);
        Assert.That(Patchable.For(two), Is.SameAs(handle));
        Assert.That(one(1) + two(1), Is.EqualTo(5));

        handle.Patch(x => -x);
        Assert.Multiple(() =>
        {
            Assert.That(one(1) + two(1), Is.EqualTo(-2));
            Assert.That(handle.HasOriginal, Is.False);
        });

        handle.Restore();
        Assert.That(one(1) + two(1), Is.EqualTo(5));
    }

    [Test]
    public void A_lambda_that_captures_the_instance_leaves_it_out_of_its_signature()
    {
        var lambda = (Func<int, int>)LoadedAssembly.CallOn(Fixture.New("Lambdas"), "CapturingThis")!;
        Assert.That(lambda(1), Is.EqualTo(101));

        var handle = Patchable.For(lambda);
        handle.Patch(x => x);
        Assert.That(lambda(1), Is.EqualTo(1));
        Assert.That(handle.HasOriginal, Is.False);
    }

    [Test]
    public async Task An_async_lambda()
    {
        var lambda = (Func<Task<int>>)Fixture.Call("Lambdas.Asynchronous")!;
        Assert.That(await lambda(), Is.EqualTo(5));

        var handle = Patchable.For(lambda);
        handle.Patch(async () => await handle.Original() + 1);
        Assert.That(await lambda(), Is.EqualTo(6));
    }

    [Test]
    public void Local_functions()
    {
        var local = (Func<int, int>)Fixture.Call("Lambdas.StaticLocal")!;
        var handle = Patchable.For(local);
        handle.Patch(x => handle.Original(x) + 1);
        Assert.That(local(4), Is.EqualTo(9));

        Assert.That(Fixture.Call("Lambdas.CapturingLocal", 1), Is.EqualTo(1 + 1 + 2 + 2 + 1 + 10));
        var capturing = Patchable.In(Fixture.Assembly).Single(h => h.Name.Contains("<CapturingLocal>", StringComparison.Ordinal));
        Assert.That(capturing.DelegateType, Is.EqualTo(typeof(Func<int, int>)), "what it captures is left out");
        capturing.Patch((Func<int, int>)(x => x));
        Assert.That(Fixture.Call("Lambdas.CapturingLocal", 1), Is.EqualTo(3));
    }
}
