using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>The woven body of a patchable method: read the slot, branch, call.</summary>
internal static class StubBody
{
    public static void Write(WeavingContext context, MethodDefinition method, MethodDefinition original, FieldDefinition slot, SlotDelegate dispatch)
    {
        var body = method.Body;
        var il = body.GetILProcessor();
        var replacement = new VariableDefinition(dispatch.Type);
        var patched = il.Create(OpCodes.Ldloc, replacement);
        body.Variables.Add(replacement);
        body.InitLocals = true;

        // {delegateType} replacement = PatchSlots.{slot};
        // Read once: a second read could see what another thread has put there since.
        il.Emit(OpCodes.Ldsfld, slot);
        il.Emit(OpCodes.Stloc, replacement);

        // if (replacement == null)
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brtrue, patched);

        //     return [this.]{original}({arguments});
        LoadArguments(il, method);
        il.Emit(OpCodes.Call, original);
        il.Emit(OpCodes.Ret);

        // return replacement([this, ]{arguments});
        il.Append(patched);
        LoadArguments(il, method);
        il.Emit(OpCodes.Callvirt, dispatch.Invoke);
        il.Emit(OpCodes.Ret);

        body.OptimizeMacros();
        if (context.Module.HasSymbols)
            NameLocal(method, replacement, original.DebugInformation.Scope?.Import);
    }

    private static void LoadArguments(ILProcessor il, MethodDefinition method)
    {
        if (method.HasThis)
            il.Emit(OpCodes.Ldarg, il.Body.ThisParameter);

        foreach (var parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
    }

    /// <summary>Decompilers show the name; there are no sequence points, so that debuggers step through.</summary>
    private static void NameLocal(MethodDefinition method, VariableDefinition replacement, ImportDebugInformation? import)
        => method.DebugInformation.Scope = new ScopeDebugInformation(method.Body.Instructions[0], end: null)
        {
            Import = import,
            Variables = { new VariableDebugInformation(replacement, KnownNames.Generated.ReplacementLocal) },
        };
}
