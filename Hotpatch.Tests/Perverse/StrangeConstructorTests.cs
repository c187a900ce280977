using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Tests.Perverse;

/// <summary>Constructors that no C# compiler makes, in which a replacement has no place to run: refused, with the reason.</summary>
public class StrangeConstructorTests
{
    private const string Source =
        """
        public class Base { public Base() { } public Base(int a) { } }
        public class C : Base
        {
            public int Value;
            [Hotpatch.Patchable]
            public C(int a)
            {
                Value = a;
            }
        }
        """;

    [Test]
    public void No_chained_call()
        => AssertRefused("it calls neither this(…) nor base(…).", (il, _) => il.Emit(OpCodes.Ret));

    // F# writes callvirt.
    [TestCase("call")]
    [TestCase("callvirt")]
    public void Chained_call_by_either_instruction_is_woven(string instruction)
    {
        using var strange = StrangeAssembly.Weave(
            Source + "public static class C2 { public static int Make() => new C(3).Value; }",
            module =>
            {
                foreach (var call in module.GetType("C").Methods.Single(method => method.IsConstructor).Body.Instructions.Where(each => each.OpCode == OpCodes.Call))
                    call.OpCode = instruction == "call" ? OpCodes.Call : OpCodes.Callvirt;
            });
        var make = strange.Type("C2").GetMethod("Make")!.CreateDelegate<Func<int>>();
        Assert.That(make(), Is.EqualTo(3));

        var seen = 0;
        strange.Handle("C..ctor").Patch((object self, int a) => { seen = a; });
        Assert.That((make(), seen), Is.EqualTo((0, 3)));
    }

    [Test]
    public void Body_that_a_branch_reaches_without_the_chained_call_stays_in_place()
    {
        using var strange = StrangeAssembly.Weave(
            Source + "public static class C2 { public static int Make(int a) => new C(a).Value; }",
            module => Emit(module, (il, @base) =>
            {
                var body = il.Create(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Brtrue, body);
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Call, @base.Methods.Single(method => !method.HasParameters));
                il.Append(body);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Stfld, module.GetType("C").Fields.Single());
                il.Emit(OpCodes.Ret);
            }));
        var make = strange.Type("C2").GetMethod("Make")!.CreateDelegate<Func<int, int>>();
        Assert.That((make(3), strange.Handle("C..ctor").HasOriginal), Is.EqualTo((3, false)));
    }

    [Test]
    public void Two_chained_calls_of_which_one_runs()
        => AssertRefused(
            "it calls this(…) or base(…) in several places.",
            (il, @base) =>
            {
                var other = il.Create(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Brtrue, other);
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Call, @base.Methods.Single(method => !method.HasParameters));
                il.Emit(OpCodes.Ret);
                il.Append(other);
                il.Emit(OpCodes.Ldarg_1);
                il.Emit(OpCodes.Call, @base.Methods.Single(method => method.HasParameters));
                il.Emit(OpCodes.Ret);
            });

    [Test]
    public void Chained_call_among_values_on_the_stack()
        => AssertRefused(
            "other values are on the stack when it calls this(…) or base(…).",
            (il, @base) =>
            {
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Dup);
                il.Emit(OpCodes.Call, @base.Methods.Single(method => !method.HasParameters));
                il.Emit(OpCodes.Pop);
                il.Emit(OpCodes.Ret);
            });

    [Test]
    public void Chained_call_in_a_protected_block()
        => AssertRefused(
            "it calls this(…) or base(…) in a protected block.",
            (il, @base) =>
            {
                var end = il.Create(OpCodes.Ret);
                var handler = il.Create(OpCodes.Pop);
                il.Emit(OpCodes.Ldarg_0);
                il.Emit(OpCodes.Call, @base.Methods.Single(method => !method.HasParameters));
                il.Emit(OpCodes.Leave, end);
                il.Append(handler);
                il.Emit(OpCodes.Leave, end);
                il.Append(end);
                il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Catch)
                {
                    CatchType = il.Body.Method.Module.TypeSystem.Object,
                    TryStart = il.Body.Instructions[0],
                    TryEnd = handler,
                    HandlerStart = handler,
                    HandlerEnd = end,
                });
            });

    private static void AssertRefused(string reason, Action<ILProcessor, TypeDefinition> emit)
    {
        var errors = StrangeAssembly.Refuse(
            Source,
            module => Emit(module, emit));

        Assert.That(errors.Single().Message, Does.StartWith($"HP0021: C..ctor(System.Int32) cannot be patchable: {reason}"));
        Assert.That(errors.Single().Point?.StartLine, Is.EqualTo(6));
    }

    private static void Emit(ModuleDefinition module, Action<ILProcessor, TypeDefinition> emit)
    {
        var constructor = module.GetType("C").Methods.Single(method => method.IsConstructor);
        var place = constructor.DebugInformation.SequencePoints[0].Document;
        constructor.Body = new MethodBody(constructor);
        emit(constructor.Body.GetILProcessor(), module.GetType("Base"));
        constructor.Body.OptimizeMacros();
        constructor.DebugInformation = null!;
        constructor.DebugInformation.SequencePoints.Add(
            new SequencePoint(constructor.Body.Instructions[0], place) { StartLine = 6, EndLine = 6, StartColumn = 1, EndColumn = 2 });
    }
}
