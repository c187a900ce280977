using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Writes the stub for calls on a type parameter, or on a struct that inherits the method. While the call is not patched, nothing is boxed. A
/// replacement gets a boxed struct, and the struct then gets the changes that were made to it.
/// </summary>
internal static class ConstrainedStub
{
    // internal static {returnType} {name}_Constrained<TSelf>(ref TSelf self, {parameters})
    // {
    //     if (!PatchedGenerics.{flag}) goto unpatched; if there are type parameters
    //     {delegateType} replacement = PatchSlots.{slot};
    //     if (replacement == null)
    // unpatched:
    //         return self.{method}({arguments});
    //     object instance = self;
    //     if (instance == null) goto unpatched; a nullable struct without a value has members, and no box
    //     {returnType} result = replacement(({type})instance, {arguments});
    //     if (typeof(TSelf).IsValueType)
    //         self = (TSelf)instance;
    //     return result;
    // }
    public static void Write(WeavingContext context, MethodDefinition stub, WovenMethod woven)
    {
        var closed = woven.Call!.Closed;
        var self = stub.GenericParameters[stub.GenericParameters.Count - 1];
        var il = stub.Body.GetILProcessor();
        il.Body.InitLocals = true;
        var replacement = Declare(il, woven.Dispatch.Type);
        var unpatched = il.Create(OpCodes.Ldarg_0);
        if (woven.Slot.Class.Flag is { } flag)
        {
            il.Emit(OpCodes.Ldsfld, flag);
            il.Emit(OpCodes.Brfalse, unpatched);
        }

        il.Emit(OpCodes.Ldsfld, woven.Slot.Reference);
        il.Emit(OpCodes.Stloc, replacement);
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brfalse, unpatched);
        EmitReplacement(context, il, self, replacement, unpatched, woven);
        il.Append(unpatched);
        EmitArguments(il);
        il.Emit(OpCodes.Constrained, self);
        il.Emit(OpCodes.Callvirt, Called(closed, stub));
        il.Emit(OpCodes.Ret);
        il.Body.OptimizeMacros();
        ReplacementLocal.Name(context, stub, replacement, imports: null);
        Attributes.Hide(context, stub);
        stub.AggressiveInlining = true;
    }

    private static void EmitReplacement(WeavingContext context, ILProcessor il, TypeReference self, VariableDefinition replacement, Instruction unpatched, WovenMethod woven)
    {
        var type = woven.Call!.Closed.DeclaringType;
        var instance = Declare(il, context.Module.TypeSystem.Object);
        var returned = il.Body.Method.ReturnType;
        var result = returned.IsVoid() ? null : Declare(il, returned);
        var end = result is null ? il.Create(OpCodes.Ret) : il.Create(OpCodes.Ldloc, result);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldobj, self);
        il.Emit(OpCodes.Box, self);
        il.Emit(OpCodes.Stloc, instance);
        il.Emit(OpCodes.Ldloc, instance);
        il.Emit(OpCodes.Brfalse, unpatched);

        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Ldloc, instance);
        if (type.FullName != KnownNames.Framework.Object)
            il.Emit(OpCodes.Castclass, type);

        EmitArguments(il);
        il.Emit(OpCodes.Callvirt, woven.Dispatch.Invoke);
        if (result is not null)
            il.Emit(OpCodes.Stloc, result);

        EmitIsValueType(context, il, self);
        il.Emit(OpCodes.Brfalse, end);
        il.Emit(OpCodes.Ldarg_0);
        il.Emit(OpCodes.Ldloc, instance);
        il.Emit(OpCodes.Unbox_Any, self);
        il.Emit(OpCodes.Stobj, self);
        il.Append(end);
        if (result is not null)
            il.Emit(OpCodes.Ret);
    }

    private static void EmitArguments(ILProcessor il)
    {
        foreach (var parameter in il.Body.Method.Parameters.Skip(1))
            il.EmitLoad(parameter);
    }

    private static VariableDefinition Declare(ILProcessor il, TypeReference type)
    {
        var local = new VariableDefinition(type);
        il.Body.Variables.Add(local);
        return local;
    }

    // typeof(TSelf).IsValueType, which the JIT knows
    private static void EmitIsValueType(WeavingContext context, ILProcessor il, TypeReference self)
    {
        var type = context.Framework.Get(KnownNames.Framework.Type);
        var handle = context.Framework.Get(KnownNames.Framework.RuntimeTypeHandle);
        il.Emit(OpCodes.Ldtoken, self);
        il.Emit(OpCodes.Call, new MethodReference(KnownNames.Framework.GetTypeFromHandle, type, type) { Parameters = { new ParameterDefinition(handle) } });
        il.Emit(OpCodes.Callvirt, new MethodReference(KnownNames.Framework.GetIsValueType, context.Module.TypeSystem.Boolean, type) { HasThis = true });
    }

    // The stub has one type parameter more than the method.
    private static MethodReference Called(MethodReference closed, MethodDefinition stub)
    {
        var instance = new GenericInstanceMethod(closed);
        foreach (var parameter in stub.GenericParameters.Take(stub.GenericParameters.Count - 1))
            instance.GenericArguments.Add(parameter);

        return instance.GenericArguments.Count == 0 ? closed : instance;
    }
}
