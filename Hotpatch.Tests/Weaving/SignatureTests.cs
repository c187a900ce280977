using System.Globalization;
using System.Reflection;
using System.Runtime.InteropServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Weaving;

/// <summary>Arguments and results arrive exactly, through the original and through a replacement, whatever their shape.</summary>
public class SignatureTests(string configuration) : WovenFixtureTests(configuration)
{
    [TestCase("Return1", "Bytes1")]
    [TestCase("Return3", "Bytes3")]
    [TestCase("Return20", "Bytes20")]
    [TestCase("Return64", "Bytes64")]
    public void Structs_of_many_sizes(string method, string type)
    {
        var value = Bytes(type, seed: 7);
        var signatures = Fixture.New("Signatures");
        var handle = Fixture.Handle("Signatures." + method);

        Assert.That(Content(LoadedAssembly.CallOn(signatures, method, value)!), Is.EqualTo(Content(value)));

        // The same bytes the other way round, made by a replacement that got them from the original.
        handle.Patch(Reversing(handle));
        Assert.That(Content(LoadedAssembly.CallOn(signatures, method, value)!), Is.EqualTo(Content(value).Reverse()));
    }

    [Test]
    public void Plain_values()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Fixture.Call("Signatures.Tuple", (1, "a")), Is.EqualTo((2, "a")));
            Assert.That(Fixture.Call("Signatures.Nullable", 1), Is.EqualTo(2));
            Assert.That(Fixture.Call("Signatures.Nullable", [null]), Is.Null);
            Assert.That(Fixture.Call("Signatures.Native", (nint)1, (nuint)2), Is.EqualTo((nint)3));
            Assert.That(Fixture.Call("Signatures.Dynamic", 1), Is.EqualTo(2));
            Assert.That(Fixture.Call("Signatures.Params", new[] { 1, 2 }), Is.EqualTo("1+2"));
            Assert.That(Fixture.Call("Signatures.Mixed", (byte)1, (short)2, 3L, 4f, 5d, '\u0006', true, 7m, 8ul), Is.EqualTo(37d));
            Assert.That(((Func<int, int>)Fixture.Call("Signatures.Function", (Func<int, int>)(x => x * 2))!)(4), Is.EqualTo(9));
        });
    }

    [Test]
    public void Every_handle_patched_to_its_original_changes_nothing()
    {
        foreach (var handle in Patchable.In(Fixture.Assembly).Where(handle => handle.HasOriginal))
            handle.Patch(handle.Original);

        Plain_values();
        Assert.That(Fixture.Call("Calculator.Add", 2, 3), Is.EqualTo(5));
        Assert.That(((dynamic)Fixture.New("Square", 3.0)).Draw(2), Is.EqualTo("square+shape2"));
    }

    [Test]
    public void Action_without_parameters()
    {
        Fixture.Call("Signatures.Nothing");
        var before = Calls();
        var ran = 0;
        Fixture.Handle("Signatures.Nothing").Patch((Action)(() => ran++));
        Fixture.Call("Signatures.Nothing");
        Assert.Multiple(() =>
        {
            Assert.That(ran, Is.EqualTo(1));
            Assert.That(Calls(), Is.EqualTo(before));
        });

        int Calls() => (int)Fixture.Type("Signatures").GetField("Calls")!.GetValue(null)!;
    }

    [Test]
    public void Sixteen_parameters_of_a_static_method()
    {
        var handle = Patchable.For<Func<int, int, int, int, int, int, int, int, int, int, int, int, int, int, int, string, string>>(
            Fixture.Type("Signatures"), "Static16");
        Assert.That(Fixture.Call("Signatures.Static16", Sixteen()), Is.EqualTo("1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,last"));

        handle.Patch((a1, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a15, a16)
            => handle.Original(a15, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a1, a16 + "!"));
        Assert.That(Fixture.Call("Signatures.Static16", Sixteen()), Is.EqualTo("15,2,3,4,5,6,7,8,9,10,11,12,13,14,1,last!"));
    }

    [Test]
    public void Sixteen_parameters_and_the_instance_have_a_generated_delegate_type()
    {
        var signatures = Fixture.New("Signatures");
        var handle = Fixture.Handle("Signatures.Instance16");
        Assert.That(handle.DelegateType.GetGenericTypeDefinition().FullName, Is.EqualTo("Hotpatch.Generated.Func_17`18"));

        // The lambda's own type is made up by the compiler; the handle binds it anew.
        handle.Patch((object self, int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11, int a12, int a13,
                int a14, int a15, string a16)
            => handle.Original.DynamicInvoke(self, a16.Length, a2, a3, a4, a5, a6, a7, a8, a9, a10, a11, a12, a13, a14, a1, a16) as string ?? "");

        Assert.That(LoadedAssembly.CallOn(signatures, "Instance16", Sixteen()), Is.EqualTo("4,2,3,4,5,6,7,8,9,10,11,12,13,14,1,last"));
    }

    [Test]
    public void Optional_values_and_caller_attributes_stay_with_the_patchable_method()
    {
        var parameters = Fixture.Type("Signatures").GetMethod("Optional")!.GetParameters();
        Assert.Multiple(() =>
        {
            Assert.That(parameters[0].DefaultValue, Is.EqualTo(5));
            Assert.That(parameters[1].DefaultValue, Is.EqualTo("x"));
            Assert.That(parameters[2].IsDefined(typeof(System.Runtime.CompilerServices.CallerMemberNameAttribute)), Is.True);
            Assert.That(
                Fixture.Type("Signatures").GetMethod("Params")!.GetParameters()[0].IsDefined(typeof(ParamArrayAttribute)), Is.True);
        });
    }

    private static object[] Sixteen() => [.. Enumerable.Range(1, 15).Cast<object>(), "last"];

    private object Bytes(string type, int seed)
    {
        var bytes = new byte[Marshal.SizeOf(Fixture.Type(type))];
        new Random(seed).NextBytes(bytes);
        return FromBytes(Fixture.Type(type), bytes);
    }

    private static object FromBytes(Type type, byte[] bytes)
    {
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            return Marshal.PtrToStructure(pin.AddrOfPinnedObject(), type)!;
        }
        finally
        {
            pin.Free();
        }
    }

    private static byte[] Content(object value)
    {
        var bytes = new byte[Marshal.SizeOf(value)];
        var pin = GCHandle.Alloc(bytes, GCHandleType.Pinned);
        try
        {
            Marshal.StructureToPtr(value, pin.AddrOfPinnedObject(), fDeleteOld: false);
            return bytes;
        }
        finally
        {
            pin.Free();
        }
    }

    private static Delegate Reversing(PatchHandle handle)
    {
        var invoke = handle.DelegateType.GetMethod("Invoke")!;
        var generic = typeof(SignatureTests).GetMethod(
            invoke.GetParameters().Length == 1 ? nameof(ReverseStatic) : nameof(ReverseInstance), BindingFlags.NonPublic | BindingFlags.Static)!;
        return (Delegate)generic.MakeGenericMethod(invoke.ReturnType).Invoke(null, [handle])!;
    }

    private static Func<T, T> ReverseStatic<T>(PatchHandle handle)
        => value => (T)FromBytes(typeof(T), [.. Content(handle.Original.DynamicInvoke(value)!).Reverse()]);

    private static Func<object, T, T> ReverseInstance<T>(PatchHandle handle)
        => (self, value) => (T)FromBytes(typeof(T), [.. Content(handle.Original.DynamicInvoke(self, value)!).Reverse()]);
}
