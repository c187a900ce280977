using Hotpatch.Tests.Support;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Tests.Perverse;

/// <summary>Instructions that care where a body stands or what a method is: all must mean in original and stub what they meant before.</summary>
public class StrangeOpCodeTests
{
    private const string Source =
        """
        using System;
        using System.Runtime.CompilerServices;
        using Hotpatch;

        public class Base
        {
            [Patchable] public virtual string Name(int a) => "base" + a;
            [Patchable] public int Field(int a) => this == null ? -1 : a;
            [Patchable] public static int Add(int a, int b) => a + b;
            [Patchable] public int AddTo(int a, int b) => a + b + 100;
        }

        public class Derived : Base
        {
            [Patchable] public override string Name(int a) => "derived of " + base.Name(a + 1);
            public Func<int, string> OfBase() => base.Name;
        }

        public struct Counter
        {
            public int Value;
            [Patchable] public override string ToString() => "counter" + Value++;
            [Patchable] public void Clear() => this = default;
            [Patchable] public Counter Swap(Counter other) { var old = this; this = other; return old; }
        }

        public static unsafe class C
        {
            [Patchable] public static int Pinned(int[] values) { fixed (int* p = values) { fixed (char* q = "ab") return p[0] + q[1]; } }
            [Patchable] public static int Stack(int count) { var p = stackalloc int[count]; for (var i = 0; i < count; i++) p[i] = i; return p[count - 1]; }
            [Patchable, SkipLocalsInit] public static int Unclean(int count) { Span<int> p = stackalloc int[count]; p[0] = count; return p[0]; }
            [Patchable] public static int Typed(int a) { var reference = __makeref(a); __refvalue(reference, int) += 5; return __refvalue(reference, int) + (__reftype(reference) == typeof(int) ? 1000 : 0); }
            [Patchable] public static int TakesTyped(TypedReference reference) => __refvalue(reference, int) * 2;
            [Patchable] public static int Indirect(int a, int b) { delegate*<int, int, int> f = &Base.Add; return f(a, b); }
            [Patchable] public static int ToJump(int a, int b) => 0;
            [Patchable] public static string Constrained(int start) { var counter = new Counter { Value = start }; return Show(ref counter) + Show(ref counter); }
            static string Show<T>(ref T value) where T : struct => value.ToString()!;

            public static int CallTyped() { var a = 21; return TakesTyped(__makeref(a)); }
            public static int NullThis(int a) => 0;
            public static IntPtr Token() => default;
            public static string Virtually(Base target, int a) => "";
            public static string BaseName(int a) => new Derived().OfBase()(a);
            public static string Names(int a) => new Derived().Name(a);
            public static string Swapped() { var a = new Counter { Value = 1 }; var b = a.Swap(new Counter { Value = 2 }); a.Clear(); return a.Value + "/" + b.Value; }
            public static Delegate MakeDelegate() => (Func<int, int, int>)Base.Add;
        }
        """;

    private static readonly Lazy<StrangeAssembly> Woven = new(() => StrangeAssembly.Weave(Source, Change));

    [OneTimeTearDown]
    public void CleanUp() => Woven.Value.Dispose();

    [TearDown]
    public void Restore()
    {
        foreach (var handle in Patchable.In(Woven.Value.Assembly))
            handle.Restore();
    }

    private static StrangeAssembly Strange => Woven.Value;

    [TestCase("Pinned", new[] { 5, 6 }, 103)]
    [TestCase("Stack", 9, 8)]
    [TestCase("Unclean", 9, 9)]
    [TestCase("Typed", 9, 1014)]
    public void Locals_of_strange_kinds(string method, object argument, int expected)
        => AssertPatches($"C.{method}(", () => Strange.Call(method, argument), expected);

    [Test]
    public void Typed_references() => AssertPatches("C.TakesTyped(", () => Strange.Call("CallTyped"), 42);

    [Test]
    public void Calli_and_ldftn_reach_the_stub()
    {
        AssertPatches("C.Indirect(", () => Strange.Call("Indirect", 1, 2), 3);
        AssertPatches("Base.Add(", () => Strange.Call("Indirect", 1, 2), 3);
        var add = (Func<int, int, int>)Strange.Call("MakeDelegate")!;
        AssertPatches("Base.Add(", () => add(3, 4), 7);
    }

    [Test]
    public void Jmp_to_a_patchable_method_from_one()
    {
        AssertPatches("C.ToJump(", () => Strange.Call("ToJump", 1, 2), 3);
        AssertPatches("Base.Add(", () => Strange.Call("ToJump", 1, 2), 3);
    }

    [Test]
    public void Instance_method_on_null() => AssertPatches("Base.Field(", () => Strange.Call("NullThis", 6), -1);

    [Test]
    public void Null_arrives_at_the_replacement_of_an_instance_method()
    {
        object? seen = "unset";
        Strange.Handle("Base.Field(").Patch((object? self, int a) => { seen = self; return a; });
        Assert.That(Strange.Call("NullThis", 6), Is.EqualTo(6));
        Assert.That(seen, Is.Null);
    }

    [Test]
    public void Ldtoken_names_the_stub()
    {
        var method = System.Reflection.MethodBase.GetMethodFromHandle(RuntimeMethodHandle.FromIntPtr((IntPtr)Strange.Call("Token")!))!;
        Assert.That(method, Is.EqualTo(Strange.Handle("Base.Add(").Method));
    }

    [Test]
    public void Base_calls_from_a_patched_override_and_of_a_patched_base()
    {
        AssertText("Derived.Name(", () => Strange.Call("Names", 1), "derived of base2", "new");
        AssertText("Base.Name(", () => Strange.Call("Names", 1), "derived of base2", "derived of new");
        AssertText("Base.Name(", () => Strange.Call("BaseName", 1), "base1", "new");
        AssertText("Derived.Name(", () => Strange.Call("BaseName", 1), "base1", "base1");
    }

    [Test]
    public void Ldvirtftn_takes_the_override()
    {
        var derived = Activator.CreateInstance(Strange.Type("Derived"));
        AssertText("Derived.Name(", () => Strange.Call("Virtually", derived, 1), "derived of base2", "new");
    }

    [Test]
    public void Constrained_calls_on_a_struct()
    {
        Assert.That(Strange.Call("Constrained", 5), Is.EqualTo("counter5counter6"));
        var handle = Strange.Handle("Counter.ToString(");
        var counting = new CountingReplacement(handle);
        handle.Patch(counting.Delegate);
        Assert.That(Strange.Call("Constrained", 5), Is.EqualTo("counter5counter6"), "the original changes the caller's struct");
        Assert.That(counting.Count, Is.EqualTo(2));
    }

    [Test]
    public void Assignments_to_this()
    {
        var clear = Strange.Handle("Counter.Clear(");
        Assert.That(Strange.Call("Swapped"), Is.EqualTo("0/1"));
        clear.Patch(Constant.Nothing(clear.DelegateType));
        Assert.That(Strange.Call("Swapped"), Is.EqualTo("2/1"));
        clear.Patch(new CountingReplacement(clear).Delegate);
        Assert.That(Strange.Call("Swapped"), Is.EqualTo("0/1"));
    }

    private static void Change(ModuleDefinition module)
    {
        var @base = module.GetType("Base");
        var field = @base.Methods.Single(method => method.Name == "Field");
        var add = @base.Methods.Single(method => method.Name == "Add");
        var name = @base.Methods.Single(method => method.Name == "Name");
        var handle = module.ImportReference(typeof(RuntimeMethodHandle));
        handle.Scope = module.TypeSystem.CoreLibrary;

        // jmp Base.Add
        Rewrite(module, "ToJump", il => il.Emit(OpCodes.Jmp, add));

        // return ((Base)null).Field(a), without the check that callvirt makes
        Rewrite(module, "NullThis", il =>
        {
            il.Emit(OpCodes.Ldnull);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Call, field);
            il.Emit(OpCodes.Ret);
        });

        // methodof(Base.Add).Value
        Rewrite(module, "Token", il =>
        {
            var local = new VariableDefinition(handle);
            il.Body.Variables.Add(local);
            il.Emit(OpCodes.Ldtoken, add);
            il.Emit(OpCodes.Stloc, local);
            il.Emit(OpCodes.Ldloca, local);
            il.Emit(OpCodes.Call, new MethodReference("get_Value", module.TypeSystem.IntPtr, handle) { HasThis = true });
            il.Emit(OpCodes.Ret);
        });

        // return target.Name(a), over a function pointer
        Rewrite(module, "Virtually", il =>
        {
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldarg_1);
            il.Emit(OpCodes.Ldarg_0);
            il.Emit(OpCodes.Ldvirtftn, name);
            il.Emit(OpCodes.Calli, new CallSite(module.TypeSystem.String) { HasThis = true, Parameters = { new(module.TypeSystem.Int32) } });
            il.Emit(OpCodes.Ret);
        });
    }

    private static void Rewrite(ModuleDefinition module, string method, Action<ILProcessor> emit)
    {
        var definition = module.GetType("C").Methods.Single(candidate => candidate.Name == method);
        definition.Body = new MethodBody(definition) { InitLocals = true };
        definition.DebugInformation = null!;
        emit(definition.Body.GetILProcessor());
        definition.Body.OptimizeMacros();
    }

    private static void AssertPatches(string method, Func<object?> call, int unpatched)
    {
        var handle = Strange.Handle(method);
        Assert.That(call(), Is.EqualTo(unpatched));
        handle.Patch(Constant.Returning(handle.DelegateType, 4711));
        Assert.That(call(), Is.EqualTo(4711));
        handle.Restore();
        Assert.That(call(), Is.EqualTo(unpatched));
    }

    private static void AssertText(string method, Func<object?> call, string unpatched, string patched)
    {
        Assert.That(call(), Is.EqualTo(unpatched));
        using (Strange.Handle(method).PatchScoped((object _, int _) => "new"))
            Assert.That(call(), Is.EqualTo(patched));

        Assert.That(call(), Is.EqualTo(unpatched));
    }
}
