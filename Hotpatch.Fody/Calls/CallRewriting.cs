using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Calls;

/// <summary>Lets calls go through call stubs.</summary>
internal static class CallRewriting
{
    /// <summary>
    /// Writes the call stubs for calls and for methods whose handles are declared, and lets the calls go through them. Returns the generated classes,
    /// which are to be woven.
    /// </summary>
    public static IReadOnlyList<CallType> Run(ModuleDefinition module, FrameworkTypes framework, IReadOnlyList<PatchableCall> calls, IReadOnlyList<CalledMethod> declared)
    {
        var classes = new Dictionary<TypeDefinition, CallClass>();
        var foreign = new ForeignMetadata(module);
        foreach (var body in calls.GroupBy(call => call.Caller))
        {
            // With more instructions, short branches may become too short.
            var grows = body.Any(Grows);
            if (grows)
                body.Key.Body.SimplifyMacros();

            foreach (var call in body)
                Rewrite(ClassOf(call.Target), call);

            if (grows)
                body.Key.Body.OptimizeMacros();
        }

        DelegateCaches.Separate(calls);
        foreach (var method in declared)
            ClassOf(method).StubOf(method);

        return [.. classes.Values.Select(@class => @class.Type)];

        CallClass ClassOf(CalledMethod method)
        {
            if (!classes.TryGetValue(method.Definition.DeclaringType, out var @class))
                classes.Add(method.Definition.DeclaringType, @class = new CallClass(foreign, AddClass(module, framework, method), method));

            return @class;
        }
    }

    // internal static class {type}Calls<{typeParameters}>
    private static TypeDefinition AddClass(ModuleDefinition module, FrameworkTypes framework, CalledMethod method)
    {
        var type = method.Definition.DeclaringType;
        var name = NameOf(type) + KnownNames.Generated.CallClassSuffix + (type.HasGenericParameters ? $"`{type.GenericParameters.Count}" : string.Empty);
        var added = new TypeDefinition(
            KnownNames.Generated.ManifestNamespace,
            Unique(module, name),
            TypeAttributes.NotPublic | TypeAttributes.Abstract | TypeAttributes.Sealed | TypeAttributes.BeforeFieldInit,
            framework.Get(KnownNames.Framework.Object));
        module.Types.Add(added);
        return added;
    }

    private static string NameOf(TypeDefinition type)
        => (type.DeclaringType is { } outer ? NameOf(outer) + "_" : string.Empty) + type.Name.Split('`')[0];

    private static string Unique(ModuleDefinition module, string name)
    {
        var unique = name;
        for (var number = 2; module.GetType(KnownNames.Generated.ManifestNamespace, unique) is not null; number++)
            unique = name.IndexOf('`') is >= 0 and var arity ? name.Insert(arity, $"_{number}") : $"{name}_{number}";

        return unique;
    }

    private static bool Grows(PatchableCall call) => call.Kind == CallKind.StructInPlace || (call.Kind != CallKind.StaticDelegate && call.Instruction.OpCode.Code == Code.Ldvirtftn);

    // Branches and sequence points refer to the instructions, so each stays, with another operand.
    private static void Rewrite(CallClass @class, PatchableCall call)
    {
        var (instruction, called) = (call.Instruction, call.Called);
        switch (call.Kind)
        {
            case CallKind.Call:
                (instruction.OpCode, instruction.Operand) = (OpCodes.Call, Close(@class.StubOf(call.Target).Method, called));
                break;

            // *address = {stub}({arguments});
            case CallKind.StructInPlace:
                (instruction.OpCode, instruction.Operand) = (OpCodes.Call, Close(@class.StubOf(call.Target).Method, called));
                call.Caller.Body.GetILProcessor().InsertAfter(instruction, Instruction.Create(OpCodes.Stobj, called.DeclaringType));
                break;

            case CallKind.Constrained:
                (instruction.OpCode, instruction.Operand) = (OpCodes.Call, Close(@class.ConstrainedStubOf(call.Target), called, call.Receiver));
                foreach (var prefix in PatchableCall.PrefixesOf(instruction))
                    (prefix.OpCode, prefix.Operand) = (OpCodes.Nop, null);

                break;

            case CallKind.StaticDelegate:
                instruction.Operand = Close(@class.StubOf(call.Target).Method, called);
                break;

            case CallKind.BoxedDelegate:
                BindDelegate(call, Close(@class.BoxedStubOf(call.Target), called));
                break;

            case CallKind.BoundDelegate:
                BindDelegate(call, Close(@class.StubOf(call.Target).Method, called));
                break;
        }
    }

    private static void BindDelegate(PatchableCall call, MethodReference stub)
    {
        var instruction = call.Instruction;
        if (instruction.OpCode.Code == Code.Ldftn)
        {
            instruction.Operand = stub;
            return;
        }

        // The instruction pops the object, and throws if that is null. Nothing else needs its result: the stub makes the virtual call.
        var il = call.Caller.Body.GetILProcessor();
        var pop = Instruction.Create(OpCodes.Pop);
        il.InsertAfter(instruction, pop);
        il.InsertAfter(pop, Instruction.Create(OpCodes.Ldftn, stub));
    }

    private static MethodReference Close(MethodDefinition stub, MethodReference called, params TypeReference[] more)
        => stub.Close(
            called.DeclaringType is GenericInstanceType { GenericArguments: var ofType } ? ofType : [],
            (called is GenericInstanceMethod { GenericArguments: var ofMethod } ? ofMethod.ToArray() : []).Concat(more));
}
