using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Perverse;

/// <summary>Source that has every name already that the weaver would like to have.</summary>
public class GeneratedNameTests
{
    private const string Source =
        """
        using Hotpatch;

        namespace Hotpatch.Generated
        {
            public class PatchManifest { [Patchable] public static int Describe(int list) => list + 1; }
            public class PatchManifest_2 { [Patchable] public static int Describe(int list) => list + 2; }
        }

        public class C
        {
            public static int M_Original = 10, M_Original_2 = 20, M = 0;
            [Patchable] public static int N(int replacement, int self) { var original = replacement * 10; return original + self; }
            public static string N_Original => "n";
            public static event System.Action? N_Original_2;
            public class N_Original_3 { }

            [Patchable] public static int PatchSlots(int PatchSlots) => PatchSlots + 3;
            [Patchable] public static int PatchSlots_2(int PatchSlots_2) => PatchSlots_2 + 4;
            [Patchable] public static int PatchHandles_2() => 5;
            public int PatchHandles;
            [Patchable] public static int Describe(object list) => 6;
            [Patchable] public static int Store(int index, System.Delegate? replacement) => index + 7;
            [Patchable] public static int Invoke(ref int self) => self + 8;
            [Patchable] public int Self(ref int self) => self + 9;

            [Patchable] public static int Over(int a) => 1;
            [Patchable] public static int Over(string a) => 2;
            [Patchable] public static int Over_Int32() => 3;
            [Patchable] public static int Over(ref int a) => 4;
            [Patchable] public static int Over_Int32_Delegate() => 5;
            [Patchable] public static int PatchSlots_3() => 6;
            public static int Raise() { N_Original_2?.Invoke(); return 0; }
        }

        public class PatchSlots { [Patchable] public static int Count() => 11; public class PatchHandles { [Patchable] public static int Count() => 12; } }
        public class PatchHandles { [Patchable] public static int PatchHandles_2() => 13; }
        public class Describe { [Patchable] public Describe() { Value = 14; } public int Value; }
        public class Store { [Patchable] public static int Store_2(System.Span<int> span) => span.Length; public delegate void Store_2_Delegate(); }

        public class Outer
        {
            public static class PatchSlots { public static int M = 100; [Patchable] public static int Slots() => M; }
            public static class PatchHandles { public static int M = 200; [Patchable] public static int Handles() => M; }
            [Patchable] public static int M() => PatchSlots.M + PatchHandles.M;
        }
        """;

    private static readonly Lazy<StrangeAssembly> Woven = new(() => StrangeAssembly.Weave(Source));

    [OneTimeTearDown]
    public void CleanUp() => Woven.Value.Dispose();

    [TearDown]
    public void Restore()
    {
        foreach (var handle in Patchable.In(Woven.Value.Assembly))
            handle.Restore();
    }

    [Test]
    public void Members_of_the_source_keep_their_names_and_do_what_they_did()
    {
        Assert.Multiple(() =>
        {
            Assert.That(Woven.Value.Call("N", 4, 2), Is.EqualTo(42));
            Assert.That(Woven.Value.Call("PatchSlots", 1), Is.EqualTo(4));
            Assert.That(Woven.Value.Call("PatchHandles_2"), Is.EqualTo(5));
            Assert.That(Woven.Value.Call("Describe", "x"), Is.EqualTo(6));
            Assert.That(Woven.Value.Call("Store", 1, null), Is.EqualTo(8));
            Assert.That(Woven.Value.Call("PatchSlots_2", 1), Is.EqualTo(5));
            Assert.That(Woven.Value.Type("Outer").GetMethod("M")!.Invoke(null, null), Is.EqualTo(300));
            Assert.That(((dynamic)Activator.CreateInstance(Woven.Value.Type("Describe"))!).Value, Is.EqualTo(14));
        });
    }

    [Test]
    public void Each_is_patched_by_its_own_handle()
    {
        var handles = Patchable.In(Woven.Value.Assembly).Where(handle => handle.DelegateType.GetMethod("Invoke")!.ReturnType == typeof(int)).ToArray();
        Assert.That(handles, Has.Length.EqualTo(23));
        for (var i = 0; i < handles.Length; i++)
            handles[i].Patch(Constant.Returning(handles[i].DelegateType, 1000 + i));

        Assert.Multiple(() =>
        {
            for (var i = 0; i < handles.Length; i++)
                Assert.That(Arbitrarily((MethodInfo)handles[i].Method), Is.EqualTo(1000 + i), handles[i].Name);
        });
    }

    [Test]
    public void Generated_types_have_other_names()
    {
        var types = Woven.Value.Assembly.GetTypes().Select(type => type.FullName).ToArray();
        Assert.That(types, Is.SupersetOf(new[] { "Hotpatch.Generated.PatchManifest_3", "C+PatchSlots_4", "Outer+PatchSlots_2" }));
        Assert.That(types, Is.Unique);
    }

    private static object? Arbitrarily(MethodInfo method)
    {
        // A span cannot be passed by reflection.
        if (method.Name == "Store_2")
            return method.CreateDelegate<OfSpan>()([]);

        var arguments = method.GetParameters().Select(parameter => Arbitrary(parameter.ParameterType)).ToArray();
        return method.Invoke(method.IsStatic ? null : Activator.CreateInstance(method.DeclaringType!), arguments);
    }

    private static object? Arbitrary(Type type)
    {
        var plain = type.IsByRef ? type.GetElementType()! : type;
        return plain.IsValueType ? Activator.CreateInstance(plain) : null;
    }

    private delegate int OfSpan(Span<int> span);
}
