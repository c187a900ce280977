using System.Linq.Expressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Constructors: the replacement runs in place of the body, after field initialisers and the chained call.</summary>
public class ConstructorTests(string configuration) : WovenFixtureTests(configuration)
{
    private PatchHandle Handle(string parameters) => Patchable.In(Fixture.Assembly).Single(handle => handle.Name == "Fixtures." + parameters);

    private string Dog(params object[] arguments)
    {
        dynamic dog = Fixture.New("Dog", arguments);
        return $"{dog.Log} {dog.Legs} {dog.Name} {dog.Set}";
    }

    [Test]
    public void Unpatched()
        => Assert.Multiple(() =>
        {
            Assert.That(Dog("rex"), Is.EqualTo("short|animal 6 rex 7"));
            Assert.That(Dog("a", "bcd"), Is.EqualTo("long|animal 6 abcd!? 7"));
            Assert.That(Dog(), Is.EqualTo("none|animal 4  7"));
            Assert.That(((dynamic)Fixture.New("Primary", 5)).Captured(), Is.EqualTo(5));
            Assert.That(Fixture.Call("Construct.Pair", 1, 2), Is.EqualTo("1/2"));
            Assert.That(Fixture.Call("Construct.Swapped", true), Is.EqualTo("12/2"));
            Assert.That(Fixture.Call("Construct.Text", "abc"), Is.EqualTo("3/4"));
        });

    [Test]
    public void Patched_after_base_call_and_field_initialisers()
    {
        Handle("Dog..ctor(System.String)").Patch((Action<object, string>)((self, name) => self.GetType().GetField("Name")!.SetValue(self, name + "2")));
        Assert.Multiple(() =>
        {
            Assert.That(Dog("rex"), Is.EqualTo("short|animal 4 rex2 7"));
            Assert.That(Dog("a", "bcd"), Is.EqualTo("long|animal 4 abcd2!? 7"), "through this(…)");
        });
    }

    [Test]
    public void Patched_after_a_call_of_another_constructor()
    {
        Handle("Dog..ctor(System.String,System.String)").Patch((Action<object, string, string>)((_, _, _) => { }));
        Assert.That(Dog("a", "bcd"), Is.EqualTo("long|animal 6 abcd 7"));
    }

    [Test]
    public void Base_constructor_without_parameters_and_primary_constructor()
    {
        Handle("Animal..ctor(System.String)").Patch((Action<object, string>)((_, _) => { }));
        Handle("Primary..ctor(System.Int32)").Patch((Action<object, int>)((_, _) => throw new NotSupportedException()));
        Assert.That(Dog(), Is.EqualTo(" 4  7"));
        Assert.That(() => Fixture.New("Primary", 5), Throws.InnerException.InstanceOf<NotSupportedException>());
    }

    [Test]
    public void Structs()
    {
        // (ref Pair self, …) => self.Right = 90
        PatchRight("Pair..ctor(System.Int32,System.Int32)");
        Assert.That(Fixture.Call("Construct.Pair", 1, 2), Is.EqualTo("0/90"));
        Assert.That(Fixture.Call("Construct.Swapped", true), Is.EqualTo("10/90"), "through this(…)");
        Assert.That(Fixture.Call("Construct.Text", "abc"), Is.EqualTo("0/91"));

        PatchRight("Pair..ctor(System.Boolean)");
        Handle("Pair..ctor(System.Int32,System.Int32)").Restore();
        Assert.That(Fixture.Call("Construct.Swapped", true), Is.EqualTo("2/90"), "this(…) has run");

        PatchRight("Pair..ctor(System.String)");
        Assert.That(Fixture.Call("Construct.Text", "abc"), Is.EqualTo("0/90"));
    }

    [Test]
    public void There_is_no_original()
    {
        var handle = Handle("Dog..ctor()");
        Assert.Multiple(() =>
        {
            Assert.That(handle.HasOriginal, Is.False);
            Assert.That(() => handle.Original, Throws.InstanceOf<PatchException>().With.Message.StartsWith("Fixtures.Dog..ctor(): an original was expected"));
            Assert.That(() => handle.Current, Throws.InstanceOf<PatchException>());
        });

        Action<object> replacement = _ => { };
        handle.Patch(replacement);
        Assert.That(handle.Current, Is.SameAs(replacement));
    }

    private void PatchRight(string name)
    {
        var handle = Handle(name);
        var parameters = handle.DelegateType.GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        handle.Patch(Expression.Lambda(
            handle.DelegateType, Expression.Block(Expression.Assign(Expression.Field(parameters[0], "Right"), Expression.Constant(90)), Expression.Empty()), parameters).Compile());
    }
}
