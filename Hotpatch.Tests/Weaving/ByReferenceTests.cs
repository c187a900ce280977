using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>References, ref structs and pointers, through the original and through a replacement that calls it.</summary>
public unsafe class ByReferenceTests(string configuration) : WovenFixtureTests(configuration)
{
    private delegate bool OutDelegate(string text, out int value);

    private delegate void RefDelegate(ref int value);

    private delegate int InDelegate(in int value);

    private delegate ref int RefReturnDelegate(int[] values, int index);

    private delegate ref readonly int RefReadOnlyReturnDelegate(object self);

    private delegate int SumDelegate(ReadOnlySpan<int> values);

    private delegate Span<int> TailDelegate(Span<int> values, scoped ReadOnlySpan<char> unused);

    private delegate int PointerDelegate(int* value);

    private delegate int FunctionPointerDelegate(delegate*<int, int> function, int value);

    private delegate int MixedDelegate(object self, ref int a, out string b, in decimal c, Span<byte> d, int* e, (int X, object Y) f);

    private PatchHandle Handle(string name) => Fixture.Handle("ByReference." + name);

    private TDelegate Method<TDelegate>(string name)
        where TDelegate : Delegate
        => Fixture.Type("ByReference").GetMethod(name)!.CreateDelegate<TDelegate>();

    [Test]
    public void Names_spell_function_pointers()
        => Assert.That(Handle("FunctionPointer").Name, Does.EndWith(".FunctionPointer(delegate*<System.Int32,System.Int32>,System.Int32)"));

    [Test]
    public void Out()
    {
        var method = Method<OutDelegate>("Out");
        Assert.That(method("12", out var value) && value == 12, Is.True);

        var original = Handle("Out").Original.As<OutDelegate>();
        Handle("Out").Patch((string text, out int result) => original(text + "0", out result));
        Assert.That(method("12", out value) && value == 120, Is.True);
    }

    [Test]
    public void Ref()
    {
        var value = 1;
        Method<RefDelegate>("Ref")(ref value);
        Assert.That(value, Is.EqualTo(2));

        var original = Handle("Ref").Original.As<RefDelegate>();
        Handle("Ref").Patch((ref int x) =>
        {
            original(ref x);
            x *= 10;
        });
        Method<RefDelegate>("Ref")(ref value);
        Assert.That(value, Is.EqualTo(30));
    }

    [TestCase("In", 11)]
    [TestCase("ReadOnlyRef", 12)]
    public void In_and_ref_readonly(string name, int expected)
    {
        var method = Method<InDelegate>(name);
        Assert.That(method(10), Is.EqualTo(expected));

        var original = Handle(name).Original.As<InDelegate>();
        Handle(name).Patch((in int value) => -original(in value));
        Assert.That(method(10), Is.EqualTo(-expected));
    }

    [Test]
    public void Ref_return()
    {
        int[] values = [1, 2, 3];
        var method = Method<RefReturnDelegate>("RefReturn");
        method(values, 1) = 20;
        Assert.That(values, Is.EqualTo(new[] { 1, 20, 3 }));

        var original = Handle("RefReturn").Original.As<RefReturnDelegate>();
        Handle("RefReturn").Patch((RefReturnDelegate)((int[] array, int index) => ref original(array, index + 1)));
        method(values, 1) = 30;
        Assert.That(values, Is.EqualTo(new[] { 1, 20, 30 }));
    }

    [Test]
    public void Ref_readonly_return_of_an_instance()
    {
        var instance = Fixture.New("ByReference");
        var handle = Handle("ReadOnlyRefReturn");
        Assert.That(handle.Method.Invoke(instance, null), Is.EqualTo(5));

        int[] box = [8];
        handle.Patch((RefReadOnlyReturnDelegate)(_ => ref box[0]));
        Assert.That(handle.Method.Invoke(instance, null), Is.EqualTo(8));
    }

    [Test]
    public void Spans()
    {
        int[] values = [1, 2, 3];
        Assert.That(Fixture.Call("ByReference.CallSum", values), Is.EqualTo(6));
        Assert.That(Fixture.Call("ByReference.CallTail", values), Is.EqualTo(2));

        var sum = Handle("Sum").Original.As<SumDelegate>();
        Handle("Sum").Patch((ReadOnlySpan<int> span) => sum(span[1..]) * 10);
        var tail = Handle("Tail").Original.As<TailDelegate>();
        Handle("Tail").Patch((TailDelegate)((Span<int> span, scoped ReadOnlySpan<char> unused) => tail(tail(span, unused), unused)));

        Assert.That(Fixture.Call("ByReference.CallSum", values), Is.EqualTo(50));
        Assert.That(Fixture.Call("ByReference.CallTail", values), Is.EqualTo(3));
    }

    [Test]
    public void Pointers_and_function_pointers()
    {
        Assert.That(Fixture.Call("ByReference.CallPointer", 3), Is.EqualTo(8));
        Assert.That(Fixture.Call("ByReference.CallFunctionPointer", 4), Is.EqualTo(8));

        var pointer = Handle("Pointer").Original.As<PointerDelegate>();
        Handle("Pointer").Patch((PointerDelegate)(value => pointer(value) + pointer(value)));
        var function = Handle("FunctionPointer").Original.As<FunctionPointerDelegate>();
        Handle("FunctionPointer").Patch((FunctionPointerDelegate)((f, value) => function(f, value + 1)));

        Assert.That(Fixture.Call("ByReference.CallPointer", 3), Is.EqualTo(4 + 5 + 5));
        Assert.That(Fixture.Call("ByReference.CallFunctionPointer", 4), Is.EqualTo(10));
    }

    [Test]
    public void All_at_once()
    {
        var instance = Fixture.New("ByReference");
        var handle = Handle("Mixed");
        var original = (Closed)Delegate.CreateDelegate(typeof(Closed), instance, handle.Original.Method);
        Assert.That(Call(out var before), Is.EqualTo((1, 2)));
        Assert.That(before, Is.EqualTo("12.5036x"));

        handle.Patch((MixedDelegate)((object self, ref int a, out string b, in decimal c, Span<byte> d, int* e, (int X, object Y) f) =>
        {
            Assert.That(self, Is.SameAs(instance));
            var result = original(ref a, out b, in c, d, e, f);
            b += "?";
            return result * 100;
        }));
        Assert.That(Call(out var after), Is.EqualTo((100, 2)));
        Assert.That(after, Is.EqualTo("12.5036x?"));

        (int Result, int A) Call(out string text)
        {
            var call = (Closed)Delegate.CreateDelegate(typeof(Closed), instance, (System.Reflection.MethodInfo)handle.Method);
            var a = 1;
            var e = 3;
            Span<byte> bytes = stackalloc byte[] { 1, 2, 3, 4, 5 };
            var result = call(ref a, out text, 2.5m, bytes[..0], &e, (6, "x"));
            return (result, a);
        }
    }

    private delegate int Closed(ref int a, out string b, in decimal c, Span<byte> d, int* e, (int X, object Y) f);
}
