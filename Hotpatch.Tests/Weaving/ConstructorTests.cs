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
    public void Before_and_after_the_body()
    {
        var handle = Handle("Dog..ctor(System.String)");
        var seen = new List<string>();
        var layer = handle.Wrap(below => Around(handle.DelegateType, below, name => seen.Add("before " + name), name => seen.Add("after " + name)));
        Assert.That(Dog("rex"), Is.EqualTo("short|animal 6 rex 7"));
        Assert.That(Dog("a", "bcd"), Is.EqualTo("long|animal 6 abcd!? 7"), "through this(…)");
        Assert.That(seen, Is.EqualTo(new[] { "before rex", "after rex", "before abcd", "after abcd" }));

        layer.Dispose();
        Assert.That((Dog("rex"), seen.Count), Is.EqualTo(("short|animal 6 rex 7", 4)));
    }

    [Test]
    public void The_original_assigns_readonly_fields_of_an_object_that_is_there()
    {
        var handle = Handle("Dog..ctor(System.String)");
        var dog = Fixture.New("Dog", "rex");
        handle.Original.DynamicInvoke(dog, "max");
        Assert.That((string)((dynamic)dog).Name + ((dynamic)dog).Legs, Is.EqualTo("max8"));
        Assert.That(handle.Current, Is.EqualTo(handle.Original));
        var fields = Fixture.Type("Dog").GetFields().Where(field => field.Name is "Name" or "Legs");
        Assert.That(fields.Select(field => field.IsInitOnly), Is.EqualTo(new[] { true, true }), "as the source has it");
    }

    [Test]
    public void The_original_of_a_struct_assigns_through_the_reference()
    {
        var handle = Handle("Pair..ctor(System.Int32,System.Int32)");
        PatchRight("Pair..ctor(System.Int32,System.Int32)", before: handle.Original);
        Assert.That(Fixture.Call("Construct.Pair", 1, 2), Is.EqualTo("1/90"));
        Assert.That(Fixture.Call("Construct.Text", "abc"), Is.EqualTo("3/91"), "this = new Pair(…)");
    }

    [Test]
    public void Where_something_crosses_the_chained_call_there_is_no_original()
    {
        var handle = Handle("Parrot..ctor(System.String)");
        Assert.Multiple(() =>
        {
            Assert.That(handle.HasOriginal, Is.False);
            Assert.That(() => handle.Original, Throws.InstanceOf<PatchException>().With.Message.StartsWith(
                "Fixtures.Parrot..ctor(System.String): an original was expected, but this method has none that can be called: a local variable or a closure crosses"));
            Assert.That(() => handle.Current, Throws.InstanceOf<PatchException>());
            Assert.That(() => handle.Wrap(below => below), Throws.InstanceOf<PatchException>());
        });

        Assert.That(((dynamic)Fixture.New("Parrot", "hello")).Words, Is.EqualTo("hello!"));
        Action<object, string> replacement = (_, _) => { };
        handle.Patch(replacement);
        Assert.That(handle.Current, Is.Not.Null);
        Assert.That(((dynamic)Fixture.New("Parrot", "hello")).Words, Is.Null);
    }

    [Test]
    public void A_closure_that_only_the_body_needs_is_made_by_the_original()
    {
        var handle = Handle("Parrot..ctor(System.Int32,System.String)");
        Assert.That(handle.HasOriginal, Is.True);
        using (handle.Wrap(below => below))
            Assert.That(((dynamic)Fixture.New("Parrot", 2, "ha")).Words, Is.EqualTo("haha"));
    }

    private static Delegate Around(Type type, Delegate below, Action<string> before, Action<string> after)
    {
        ParameterExpression[] parameters = [.. type.GetMethod("Invoke")!.GetParameters().Select(parameter => Expression.Parameter(parameter.ParameterType))];
        return Expression.Lambda(
            type,
            Expression.Block(
                Expression.Invoke(Expression.Constant(before), parameters[1]),
                Expression.Invoke(Expression.Constant(below), parameters),
                Expression.Invoke(Expression.Constant(after), parameters[1])),
            parameters).Compile();
    }

    private void PatchRight(string name, Delegate? before = null)
    {
        var handle = Handle(name);
        var parameters = handle.DelegateType.GetMethod("Invoke")!.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        Expression first = before is null ? Expression.Empty() : Expression.Invoke(Expression.Constant(before), parameters);
        handle.Patch(Expression.Lambda(
            handle.DelegateType, Expression.Block(first, Expression.Assign(Expression.Field(parameters[0], "Right"), Expression.Constant(90)), Expression.Empty()), parameters).Compile());
    }
}
