using System.Reflection;
using Hotpatch.Routers;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Routers;

/// <summary>Routers of signatures whose arguments or results can't be objects. <see cref="Cycle"/> has those of all other kinds of methods.</summary>
public unsafe class WovenRouterTests(string configuration) : WovenFixtureTests(configuration)
{
    private delegate ref int RefReturnDelegate(int[] values, int index);

    private delegate Span<int> TailDelegate(Span<int> values, scoped ReadOnlySpan<char> unused);

    private delegate int SumDelegate(ReadOnlySpan<int> values);

    private delegate int PointerDelegate(int* value);

    private delegate int MixedDelegate(ref int a, out string b, in decimal c, Span<byte> d, int* e, (int X, object Y) f);

    [TestCase("CallSum", "Sum", 6)]
    [TestCase("CallTail", "Tail", 2)]
    public void Spans(string caller, string method, int expected)
        => CheckAll(Handle("ByReference", method), () => Fixture.Call("ByReference." + caller, new[] { 1, 2, 3 }), expected);

    [TestCase("CallPointer", "Pointer", 8)]
    [TestCase("CallFunctionPointer", "FunctionPointer", 6)]
    public void Pointers(string caller, string method, int expected)
        => CheckAll(Handle("ByReference", method), () => Fixture.Call("ByReference." + caller, 3), expected);

    [Test]
    public void Pointer_results()
    {
        var handle = Handle("ByReference", "VoidPointer");
        var value = 3;
        foreach (var plan in Plans(handle.Original))
        {
            Route(handle, plan);
            var pointer = Pointer.Box(&value, typeof(void*));
            Assert.That((nint)Pointer.Unbox(handle.Method.Invoke(null, [pointer])!), Is.EqualTo((nint)(&value)));
        }

        handle.Restore();
        CheckConditions(handle, () => (nint)Pointer.Unbox(handle.Method.Invoke(null, [Pointer.Box((void*)64, typeof(void*))])!), (nint)64);
    }

    [Test]
    public void Results_that_are_references()
    {
        var handle = Handle("ByReference", "RefReturn");
        var method = Fixture.Type("ByReference").GetMethod("RefReturn")!.CreateDelegate<RefReturnDelegate>();
        foreach (var plan in Plans(handle.Original))
        {
            int[] values = [1, 2, 3];
            Route(handle, plan);
            method(values, 1) = 20;
            Assert.That(values, Is.EqualTo(new[] { 1, 20, 3 }));
        }

        handle.Restore();
        CheckConditions(handle, () => method([1, 2, 3], 1) = 20, 20);
    }

    [Test]
    public void References_to_a_field_of_the_instance()
    {
        var handle = Handle("ByReference", "ReadOnlyRefReturn");
        var instance = Fixture.New("ByReference");
        var picking = new PickingPlan(handle.Original);
        Route(handle, picking);
        Assert.That(handle.Method.Invoke(instance, null), Is.EqualTo(5));
        Assert.That(picking.Instances, Is.EqualTo(new[] { instance }));
    }

    [Test]
    public void The_target_of_each_call_may_be_another()
    {
        int[] values = [1, 2, 3];
        Route(Handle("ByReference", "Sum"), Fallback<SumDelegate>("Sum", span => span[5]));
        Assert.That(Fixture.Call("ByReference.CallSum", values), Is.EqualTo(6));

        Route(Handle("ByReference", "Tail"), Fallback<TailDelegate>("Tail", (Span<int> _, scoped ReadOnlySpan<char> _) => throw new NotSupportedException()));
        Assert.That(Fixture.Call("ByReference.CallTail", values), Is.EqualTo(2));

        Route(Handle("ByReference", "Pointer"), Fallback<PointerDelegate>("Pointer", _ => throw new NotSupportedException()));
        Assert.That(Fixture.Call("ByReference.CallPointer", 3), Is.EqualTo(8));
    }

    [Test]
    public void All_at_once()
    {
        var handle = Handle("ByReference", "Mixed");
        var instance = Fixture.New("ByReference");
        var recording = new RecordingPlan(handle.Original);
        Route(handle, recording);
        var (a, e) = (1, 3);
        var method = (MixedDelegate)Delegate.CreateDelegate(typeof(MixedDelegate), instance, (MethodInfo)handle.Method);
        var result = method(ref a, out var b, 2.5m, [1], &e, (6, "x"));

        Assert.That((result, a, b), Is.EqualTo((1, 2, "12.5136x")));
        Assert.That(recording.Results, Is.EqualTo(new object[] { 1 }));
        Assert.That(recording.Arguments[0], Is.EqualTo(new object?[] { instance, 1, null, 2.5m, null, null, (6, (object)"x") }));
    }

    private static void CheckAll(PatchHandle handle, Func<object?> call, object expected)
    {
        Assert.That(call(), Is.EqualTo(expected), "unpatched");
        foreach (var plan in Plans(handle.Original))
        {
            Route(handle, plan);
            Assert.That(call(), Is.EqualTo(expected), plan.GetType().Name);
        }

        handle.Restore();
        CheckConditions(handle, call, expected);
    }

    /// <summary>Conditions that get the arguments as objects run the calls with the arguments as they are.</summary>
    private static void CheckConditions(PatchHandle handle, Func<object?> call, object expected)
    {
        var holds = true;
        PatchArguments? arguments = null;
        using var scope = handle.PatchWhenArguments(found => (arguments = found) is not null && holds, handle.Original);
        Assert.That(call(), Is.EqualTo(expected), "a condition that holds");
        holds = false;
        Assert.That(call(), Is.EqualTo(expected), "a condition that doesn't hold");
        Assert.That(handle.Describe().Entries.Single().Runs, Is.EqualTo(1));
        Assert.That(
            handle.DelegateType.GetMethod("Invoke")!.GetParameters().Where(parameter => parameter.ParameterType.IsByRefLike).Select(parameter => arguments![parameter.Name!]),
            Is.All.Contains("Span<"));
    }

    private static RouterPlan[] Plans(Delegate? original) => [new PickingPlan(original!), new RecordingPlan(original!), new FallbackPlan(original!, original!)];

    private static void Route(PatchHandle handle, RouterPlan plan) => handle.Patch(handle.Routers.TryCreate()!.Bind(handle.DelegateType, plan));

    private FallbackPlan Fallback<TDelegate>(string method, TDelegate target)
        where TDelegate : Delegate
    {
        var handle = Handle("ByReference", method);
        return new FallbackPlan(Delegate.CreateDelegate(handle.DelegateType, target.Target, target.Method), handle.Original!);
    }

    private PatchHandle Handle(string type, string method) => Fixture.Handle($"{type}.{method}");
}
