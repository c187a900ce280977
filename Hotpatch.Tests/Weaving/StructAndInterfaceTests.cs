using System.Linq.Expressions;
using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Instance methods of structs, members of interfaces, finalizers.</summary>
public class StructAndInterfaceTests(string configuration) : WovenFixtureTests(configuration)
{
    [Test]
    public void A_replacement_of_a_struct_method_changes_the_callers_struct()
    {
        Assert.That(Fixture.Call("Counter.IncrementTwice", 5), Is.EqualTo(7));

        // Calls the original twice, on the caller's struct: (ref Counter self, int by) => { original(ref self, by); return original(ref self, by); }
        var handle = Fixture.Handle("Counter.Increment");
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        var original = Expression.Invoke(Expression.Constant(handle.Original, handle.DelegateType), parameters);
        handle.Patch(Expression.Lambda(handle.DelegateType, Expression.Block(original, original), parameters).Compile());
        Assert.That(Fixture.Call("Counter.IncrementTwice", 5), Is.EqualTo(9));
    }

    [Test]
    public void Struct_accessors_overrides_and_operators()
    {
        var counter = Fixture.New("Counter", 3);
        PatchStruct("Counter.ToString", nameof(Describe));
        PatchStruct("Counter.get_Value", nameof(Negative));
        Assert.Multiple(() =>
        {
            Assert.That(counter.ToString(), Is.EqualTo("[count 3]"));
            Assert.That(((dynamic)counter).Value, Is.EqualTo(-3));
            Assert.That(((dynamic)counter + (dynamic)counter).Count, Is.EqualTo(6));
        });
    }

    [Test]
    public void Readonly_record_and_ref_structs()
    {
        Assert.That(Fixture.Call("Windows.Look", new[] { 1, 0 }), Is.EqualTo(102));
        PatchStruct("ReadOnlyPoint.Shifted", nameof(Tenfold));
        PatchStruct("RecordPoint.Doubled", nameof(Negative));
        Assert.Multiple(() =>
        {
            Assert.That(((dynamic)Fixture.New("ReadOnlyPoint", 4)).Shifted(1), Is.EqualTo(50));
            Assert.That(((dynamic)Fixture.New("RecordPoint", 4)).Doubled(), Is.EqualTo(-8));
        });

        PatchStruct("Window.First", nameof(Negative));
        Assert.That(Fixture.Call("Windows.Look", new[] { 1, 0 }), Is.EqualTo(-102));
    }

    [Test]
    public void Struct_methods_called_through_an_interface()
    {
        var tile = Fixture.New("Tile");
        tile.GetType().GetField("Side")!.SetValue(tile, 3.0);
        var area = Fixture.Type("IHasArea").GetMethod("Area")!;
        Assert.That(area.Invoke(tile, null), Is.EqualTo(-9.0));

        PatchStruct("Tile.Fixtures.IHasArea.Area", nameof(NegativeDouble));
        Assert.That(area.Invoke(tile, null), Is.EqualTo(9.0));
    }

    [Test]
    public void Default_interface_methods()
    {
        Assert.That(Fixture.Call("Greetings.Of", "Greeter", "hi"), Is.EqualTo("hi greeter!"));

        var greet = Fixture.Handle("IGreeter.Greet");
        greet.Patch((Func<object, string, string>)((self, word) => greet.Original.DynamicInvoke(self, word + word) + "?"));
        Fixture.Handle("IGreeter.Suffix").Patch((Func<object, string>)(_ => "."));
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Greetings.Of", "Greeter", "hi"), Is.EqualTo("hihi greeter.?"));
            Assert.That(Fixture.Call("Greetings.Of", "LoudGreeter", "hi"), Is.EqualTo("HI"), "a class with its own is not patched");
        });
    }

    [Test]
    public void Static_and_static_virtual_interface_members()
    {
        Assert.That(Fixture.Call("Greetings.KindOf", "Greeter"), Is.EqualTo("kind/virtual default"));
        Fixture.Handle("IGreeter.Static").Patch((Func<string, string>)(text => text + "!"));
        Fixture.Handle("IGreeter.Virtual").Patch((Func<string>)(() => "patched default"));
        Fixture.Handle("Greeter.Kind").Patch((Func<string>)(() => "patched kind"));
        Fixture.Handle("LoudGreeter.Fixtures.IGreeter.Virtual").Patch((Func<string>)(() => "patched loud"));
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Type("IGreeter").GetMethod("Static")!.Invoke(null, ["a"]), Is.EqualTo("a!"));
            Assert.That(Fixture.Call("Greetings.KindOf", "Greeter"), Is.EqualTo("patched kind/patched default"));
            Assert.That(Fixture.Call("Greetings.KindOf", "LoudGreeter"), Is.EqualTo("loud kind/patched loud"));
        });
    }

    [Test]
    public void Finalizers()
    {
        var log = new List<string>();
        Action<string> add = text =>
        {
            lock (log)
                log.Add(text);
        };
        Finalize("finalized");

        var handle = Fixture.Handle("Finalized.Finalize");
        handle.Patch((Action<object>)(self =>
        {
            add("patched");
            handle.Original.DynamicInvoke(self);
        }));
        Finalize("patched", "finalized");

        void Finalize(params string[] expected)
        {
            log.Clear();
            Fixture.Call("Finalized.Drop", add);
            Garbage.Goes(() => log.Count >= expected.Length);
            Assert.That(log, Is.EqualTo(expected));
        }
    }

    /// <summary>A replacement whose first parameter is a reference to a struct that the tests cannot name.</summary>
    private void PatchStruct(string name, string replacement)
    {
        var handle = Fixture.Handle(name);
        var method = GetType().GetMethod(replacement, BindingFlags.NonPublic | BindingFlags.Static)!;
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        var parameters = invoke.GetParameters().Select(p => Expression.Parameter(p.ParameterType)).ToArray();
        Assert.That(parameters[0].IsByRef, Is.True);
        var original = Expression.Invoke(Expression.Constant(handle.Original, handle.DelegateType), parameters);
        handle.Patch(Expression.Lambda(
            handle.DelegateType, Expression.Call(method, original), parameters).Compile());
    }

    private static int Tenfold(int original) => original * 10;

    private static int Negative(int original) => -original;

    private static double NegativeDouble(double original) => -original;

    private static string Describe(string original) => $"[{original}]";
}
