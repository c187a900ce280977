using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Every patchable method of the fixture, whatever its kind and signature, can be the target of a library.</summary>
public class EveryTargetTests : LibraryTests
{
    // Function pointers have no spelling in the writer of assemblies that the tests use; C# has one, below.
    private static readonly string[] WithFunctionPointers = ["FunctionPointer"];

    private static PatchHandle[] Handles
        => Patchable.In(Fixture.Assembly)
            .Where(handle => !handle.Method.IsGenericMethod && handle.Method.DeclaringType is not { IsGenericType: true })
            .Where(handle => !WithFunctionPointers.Contains(handle.Method.Name))
            .ToArray();

    [Test]
    public void Every_method_can_be_replaced()
    {
        var handles = Handles;
        Assert.That(handles, Has.Length.GreaterThan(200));
        using var library = PatchLibrary.Load(new MemoryStream(EmittedLibrary.Write(handles, asLayers: false)), Patient);
        Assert.That(library.Applied.Select(patch => patch.Handle), Is.EqualTo(handles));
        Assert.That(handles.Select(handle => handle.IsPatched), Is.All.True);
        Assert.That(library.Unload().IsGone, Is.True);
        Assert.That(handles.Select(handle => handle.IsPatched), Is.All.False);
    }

    [Test]
    public void Every_method_with_an_original_can_have_a_layer()
    {
        var handles = Handles.Where(handle => handle.HasOriginal).ToArray();
        using var library = PatchLibrary.Load(new MemoryStream(EmittedLibrary.Write(handles, asLayers: true)), Patient);
        Assert.That(library.Applied.Select(patch => patch.IsLayer), Is.All.True);
        Assert.That(handles.Select(handle => handle.Layers.Count), Is.All.EqualTo(1));
        Assert.Multiple(() =>
        {
            Check(() => CallAdd(1, 2), 3);
            Check(() => Fixture.Call("Counter.IncrementTwice", 1), 3, calls: 2);
            Check(() => LoadedAssembly.CallOn(Fixture.New("PriceService"), "CallDescribe", "p"), "p3", calls: 2);
            Check(() => Fixture.Call("ByReference.CallSum", new[] { 5, 6 }), 11);
            Check(() => Fixture.Call("ByReference.CallTail", new[] { 5, 6 }), 6);
            Check(() => Fixture.Call("ByReference.CallPointer", 1), 4);
            Check(() => Fixture.Call("Windows.Look", new[] { 1 }), 102, calls: 2);
            Check(() => Fixture.Call("Parameters.CallScoped", 1, 2), 3);
            Check(() => Fixture.Call("Parameters.CallReadOnly", 1), 2);
            Check(() => Fixture.Call("Parameters.CallParamsSpan"), 3);
            Check(() => Fixture.Call("Parameters.CallNative", 5), "-1 2 5 42");
            Check(() => Fixture.Call("OperatorUse.Multiply", 2, 3), 6);
            Check(() => Fixture.Call("Asynchronous.CallCustom", 2), 4);
            Check(() => Fixture.Call("Imports.ProcessId"), Environment.ProcessId);
            Check(() => Fixture.Call("Gated.Subtract", 5, 2), 3);
            Check(() => ((Func<int, int>)Fixture.Type("Lambdas").GetField("Stateless")!.GetValue(null)!)(1), 2);
        });

        void Check(Func<object?> call, object expected, int calls = 1)
        {
            var before = Count;
            Assert.That(call(), Is.EqualTo(expected));
            Assert.That(Count - before, Is.EqualTo(calls));
        }
    }

    [Test]
    public void Function_pointers()
    {
        var path = Compile("public static class P { [Patch(typeof(ByReference))] public static unsafe int FunctionPointer(delegate*<int, int> function, int value) => function(value) + 1000; }");
        using var library = PatchLibrary.Load(path, Patient);
        Assert.That(Fixture.Call("ByReference.CallFunctionPointer", 4), Is.EqualTo(1008));
    }

    private static int Count
        => (int)Patchable.In(Fixture.Assembly).First(handle => handle.Layers.Count > 0).Current.Method.DeclaringType!.GetField(EmittedLibrary.Calls)!.GetValue(null)!;
}
