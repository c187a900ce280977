using System.Reflection;
using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Metadata that C# does not write, or writes for members that few people know.</summary>
public class StrangeMetadataTests
{
    private const string All = "<Hotpatch Scope='All' Exclude='C'/>";

    private const string Source =
        """
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;

        public interface IFirst { int M(int a); int P { get; } }
        public interface ISecond { int M(int a); int N(int a); }
        public class Two : IFirst, ISecond
        {
            int IFirst.M(int a) => a + 1;
            int ISecond.M(int a) => a + 2;
            int ISecond.N(int a) => a + 3;
            int IFirst.P => 4;
        }

        public class Animal { public virtual Animal Child(int a) => new Animal(); public override string ToString() => "animal"; }
        public class Dog : Animal { public override Dog Child(int a) => new Dog(); public override string ToString() => "dog"; }

        public interface IStatic { static int Count = 5; static int Next(int a) => Count + a; static IStatic() => Count = 6; }
        public enum Kind { A }
        public delegate int Handler(ref int a);
        [Flags] public enum Bits : long { None, High = 1L << 40 }

        [ComImport, Guid("00000000-0000-0000-C000-000000000046"), InterfaceType(ComInterfaceType.InterfaceIsIUnknown)]
        public interface ICom { [PreserveSig] int M(int a); void N(); }

        [StructLayout(LayoutKind.Explicit)] public struct Union { [FieldOffset(0)] public int I; [FieldOffset(0)] public float F; public int Bits(float f) { F = f; return I; } }
        public static class Extensions { public static int Plus(this in Union union, int a) => union.I + a; extension(Union union) { public int Minus(int a) => union.I - a; } }

        public partial class C
        {
            public static int First(int a) => ((IFirst)new Two()).M(a);
            public static int Second(int a) => ((ISecond)new Two()).M(a);
            public static int SecondN(int a) => ((ISecond)new Two()).N(a);
            public static string Covariant(int a) { Animal animal = new Dog(); return animal.Child(a).ToString() + new Dog().Child(a); }
            public static int Static(int a) => IStatic.Next(a);
            public static int OnUnion(float f) { var union = new Union(); return union.Bits(f) + union.Plus(1) - union.Minus(-1); }
            public static int Special(int a) => new Oddities().Method(a);
            public static int Deep(int a) => 0;
        }

        public class Oddities { public int Method(int a) => a * 3; public int get_NotAProperty(int a) => a * 4; private protected virtual int Hidden(int a) => a * 5; public int CallHidden(int a) => Hidden(a); }
        public class Odder : Oddities { private protected override int Hidden(int a) => base.Hidden(a) + 1; }
        """;

    [Test]
    public void Overrides_of_several_interface_methods_by_one_private_method()
    {
        using var strange = StrangeAssembly.Weave(
            Source,
            module =>
            {
                // One body for M of both interfaces and for N.
                var two = module.GetType("Two");
                var first = two.Methods.Single(method => method.Name == "IFirst.M");
                foreach (var other in two.Methods.Where(method => method.Name.StartsWith("ISecond.", StringComparison.Ordinal)).ToArray())
                {
                    first.Overrides.Add(other.Overrides.Single());
                    two.Methods.Remove(other);
                }
            },
            All);
        AssertPatches(strange, "Two.IFirst.M(", "First", 5, 6);
        AssertPatches(strange, "Two.IFirst.M(", "Second", 5, 6);
        AssertPatches(strange, "Two.IFirst.M(", "SecondN", 5, 6);
    }

    [Test]
    public void Explicit_implementations_covariant_results_and_interfaces_with_static_fields()
    {
        using var strange = StrangeAssembly.Weave(Source, config: All);
        AssertPatches(strange, "Two.ISecond.M(", "Second", 5, 7);
        AssertPatches(strange, "IStatic.Next(", "Static", 5, 11);
        Assert.That(strange.Call("OnUnion", 1f), Is.EqualTo(0x3f800000));

        Assert.That(strange.Call("Covariant", 1), Is.EqualTo("dogdog"));
        var child = strange.Handle("Dog.Child(");
        var counting = new CountingReplacement(child);
        child.Patch(counting.Delegate);
        Assert.That(strange.Call("Covariant", 1), Is.EqualTo("dogdog"));
        Assert.That(counting.Count, Is.EqualTo(2));
    }

    [Test]
    public void Delegates_enums_and_imported_interfaces_have_nothing_to_weave()
    {
        using var strange = StrangeAssembly.Weave(Source, config: All);
        var types = Patchable.In(strange.Assembly).Select(handle => handle.Method.DeclaringType!.Name);
        Assert.That(types, Has.None.AnyOf("Handler", "Kind", "Bits", "ICom"));
        Assert.That(strange.Type("Handler").GetNestedTypes(BindingFlags.NonPublic), Is.Empty);
        Assert.That(Enum.GetValues(strange.Type("Bits")).Cast<object>().Count(), Is.EqualTo(2));
    }

    [Test]
    public void Methods_with_special_names_that_are_no_accessors_and_flags_that_no_source_can_set()
    {
        using var strange = StrangeAssembly.Weave(
            Source,
            module =>
            {
                var oddities = module.GetType("Oddities");
                oddities.IsSpecialName = true;
                oddities.IsBeforeFieldInit = false;
                foreach (var method in oddities.Methods.Where(method => !method.IsConstructor))
                {
                    method.IsSpecialName = true;
                    method.IsHideBySig = false;
                }

                // Accessible only within this module.
                oddities.Methods.Single(method => method.Name == "Method").IsCompilerControlled = true;
                oddities.Methods.Single(method => method.Name == "Hidden").IsCheckAccessOnOverride = true;
            },
            All);
        AssertPatches(strange, "Oddities.Method(", "Special", 5, 15);

        var odder = Activator.CreateInstance(strange.Type("Odder"))!;
        var call = odder.GetType().GetMethod("CallHidden")!;
        var handle = strange.Handle("Oddities.Hidden(");
        Assert.That(call.Invoke(odder, [2]), Is.EqualTo(11));
        handle.Patch(Constant.Returning(handle.DelegateType, 100));
        Assert.That(call.Invoke(odder, [2]), Is.EqualTo(101));
        AssertPatchesInstance(strange.Handle("Oddities.get_NotAProperty("), Activator.CreateInstance(strange.Type("Oddities"))!, 5, 20);
    }

    [Test]
    public void Nested_types_twenty_deep_and_types_without_a_namespace()
    {
        var open = string.Concat(Enumerable.Range(0, 20).Select(i => $"public class N{i} {{ [Hotpatch.Patchable] public static int M(int a) => a + {i}; "));
        using var strange = StrangeAssembly.Weave($"{open} {new string('}', 20)} public class C {{ public static int Deep(int a) => {string.Join('.', Enumerable.Range(0, 20).Select(i => $"N{i}"))}.M(a); }}");
        Assert.That(Patchable.In(strange.Assembly), Has.Count.EqualTo(20));
        var deepest = string.Join('+', Enumerable.Range(0, 20).Select(i => $"N{i}"));
        AssertPatches(strange, $"{deepest}.M(", "Deep", 5, 24);
    }

    [Test]
    public void Private_virtual_methods_that_override_by_hand()
    {
        using var strange = StrangeAssembly.Weave(
            Source,
            module =>
            {
                // Odder's method has another name and is private; only .override says what it is.
                var hidden = module.GetType("Oddities").Methods.Single(method => method.Name == "Hidden");
                var over = module.GetType("Odder").Methods.Single(method => method.Name == "Hidden");
                over.Name = "Elsewhere";
                over.IsPrivate = true;
                over.Overrides.Add(hidden);
            },
            All);
        var odder = Activator.CreateInstance(strange.Type("Odder"))!;
        var handle = strange.Handle("Odder.Elsewhere(");
        Assert.That(((dynamic)odder).CallHidden(2), Is.EqualTo(11));
        using (handle.PatchScoped(Constant.Returning(handle.DelegateType, 7)))
            Assert.That(((dynamic)odder).CallHidden(2), Is.EqualTo(7));

        Assert.That(((dynamic)odder).CallHidden(2), Is.EqualTo(11));
    }

    [TestCase(true)]
    [TestCase(false)]
    public void Global_methods(bool byHand)
    {
        using var strange = StrangeAssembly.Weave(
            "public class C { [Hotpatch.Patchable] public static int Fine() => 1; public static int Global(int a) => 0; }",
            module =>
            {
                var types = module.TypeSystem;
                var global = new MethodDefinition("Global", Mono.Cecil.MethodAttributes.Public | Mono.Cecil.MethodAttributes.Static, types.Int32)
                {
                    Parameters = { new ParameterDefinition("a", Mono.Cecil.ParameterAttributes.None, types.Int32) },
                };
                var il = global.Body.GetILProcessor();
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldc_I4_2);
                il.Emit(OpCodes.Mul);
                il.Emit(OpCodes.Ret);
                module.Types.Single(type => type.Name == "<Module>").Methods.Add(global);

                var caller = module.GetType("C").Methods.Single(method => method.Name == "Global");
                caller.Body = new Mono.Cecil.Cil.MethodBody(caller);
                caller.DebugInformation = null!;
                il = caller.Body.GetILProcessor();
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Call, global);
                il.Emit(OpCodes.Ret);
                if (byHand)
                    global.CustomAttributes.Add(module.GetType("C").Methods.Single(method => method.Name == "Fine").CustomAttributes[0]);
            },
            byHand ? "<Hotpatch/>" : "<Hotpatch Scope='All'/>");

        Assert.That(strange.Call("Global", 5), Is.EqualTo(10));
        if (byHand)
            AssertPatches(strange, "Global(", "Global", 5, 10);
        else
            Assert.That(Patchable.In(strange.Assembly).Select(handle => handle.Name), Has.None.Contains("<Module>"), "the compiler's type");
    }

    private static void AssertPatches(StrangeAssembly strange, string method, string through, int argument, int unpatched)
    {
        var handle = strange.Handle(method);
        Assert.That(strange.Call(through, argument), Is.EqualTo(unpatched));
        using (handle.PatchScoped(Constant.Returning(handle.DelegateType, 4711)))
            Assert.That(strange.Call(through, argument), Is.EqualTo(4711));

        Assert.That(strange.Call(through, argument), Is.EqualTo(unpatched));
    }

    private static void AssertPatchesInstance(PatchHandle handle, object instance, int argument, int unpatched)
    {
        Assert.That(handle.Method.Invoke(instance, [argument]), Is.EqualTo(unpatched));
        using (handle.PatchScoped(Constant.Returning(handle.DelegateType, 4711)))
            Assert.That(handle.Method.Invoke(instance, [argument]), Is.EqualTo(4711));
    }
}
