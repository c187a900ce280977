using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>The woven body of a patchable method: read the slot, branch, call.</summary>
internal static class StubBody
{
    public static void Write(WeavingContext context, MethodSignature signature, MethodDefinition original, FieldDefinition slot, SlotDelegate dispatch)
    {
        var method = signature.Method;
        var body = method.Body;
        var il = body.GetILProcessor();
        var replacement = ReplacementLocal.Declare(body, dispatch);
        var patched = il.Create(OpCodes.Ldloc, replacement);

        // {delegateType} replacement = PatchSlots.{slot};
        // Read once: a second read could see what another thread has put there since.
        il.Emit(OpCodes.Ldsfld, slot);
        il.Emit(OpCodes.Stloc, replacement);

        // if (replacement == null)
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brtrue, patched);

        //     return [this.]{original}({arguments});
        LoadAll(il, method);
        il.Emit(OpCodes.Call, original);
        il.Emit(OpCodes.Ret);

        // return replacement([this, ]{arguments});
        il.Append(patched);
        foreach (var argument in signature.Arguments)
            il.Emit(OpCodes.Ldarg, argument.Parameter ?? body.ThisParameter);

        il.Emit(OpCodes.Callvirt, dispatch.Invoke);
        il.Emit(OpCodes.Ret);

        body.OptimizeMacros();
        // There are no sequence points, so that debuggers step through.
        ReplacementLocal.Name(context, method, replacement, ImportsOf(original));
    }

    private static ImportDebugInformation? ImportsOf(MethodDefinition original)
        => original.HasBody ? original.DebugInformation.Scope?.Import : null;

    private static void LoadAll(ILProcessor il, MethodDefinition method)
    {
        if (method.HasThis)
            il.Emit(OpCodes.Ldarg, il.Body.ThisParameter);

        foreach (var parameter in method.Parameters)
            il.Emit(OpCodes.Ldarg, parameter);
    }
}
