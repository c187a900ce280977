using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>The woven body of a patchable method with a gate: enter, read the slot, branch, call, exit.</summary>
internal static class GatedStubBody
{
    public static void Write(
        WeavingContext context, MethodSignature signature, MethodDefinition original, Slot slot, SlotDelegate dispatch, FieldDefinition gate, WaitingCall? waiting)
    {
        var method = signature.Method;
        var il = method.Body.GetILProcessor();
        var cleared = method.AssignsThis() ? il.DefaultThis() : [];
        var inside = GateBlock.Enter(context, il, gate, waiting is null ? context.Runtime.Gates.Enter : context.Runtime.Gates.EnterUnlessClosed);
        var replacement = ReplacementLocal.Declare(method.Body, dispatch);
        var result = signature.ReturnType.IsVoid() ? null : il.Declare(signature.ReturnType);

        Instruction end = result is null ? il.Create(OpCodes.Ret) : il.Create(OpCodes.Ldloc, result);
        var done = il.Create(OpCodes.Leave, end);
        Instruction[] ending = [.. TaskTracking.Create(context, il, inside, result, done), done];
        Instruction[] unpatched = [.. LoadAll(il, method), il.Create(OpCodes.Call, original.Self(method)), .. Store()];
        Instruction[] patched =
        [
            .. cleared, il.Create(OpCodes.Ldloc, replacement), .. LoadFor(il, signature), il.Create(OpCodes.Callvirt, dispatch.Invoke), .. Store(), .. ending,
        ];

        // ref GateCount inside = ref PatchGates.{gate}.Enter(); where it returns a task, EnterUnlessClosed()
        // if (inside.MustWait)
        //     return PatchGates.{gate}.WhenOpen(new {name}_Call { … }.Begin);
        // try
        // {
        //     {delegateType} replacement = PatchSlots.{slot}; where there are type parameters, only if (PatchedGenerics.{flag})
        //     if (replacement == null)
        //         {returnType} result = [this.]{original}({arguments});
        //     else
        //         [this = default; in a struct's constructor that calls no other]
        //         result = replacement([this, ]{arguments});
        //     inside.Track(result); where it is a task
        // }
        // finally
        // {
        //     inside.Exit();
        // }
        // return result;
        var readSlot = il.Create(OpCodes.Ldsfld, slot.Reference);
        var start = slot.Class.Flag is null ? readSlot : il.Create(OpCodes.Ldsfld, slot.Class.Flag);
        waiting?.Emit(il, gate, inside, start);
        il.Append(start);
        if (start != readSlot)
            il.AppendAll([il.Create(OpCodes.Brfalse, unpatched[0]), readSlot]);

        il.Emit(OpCodes.Stloc, replacement);
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brtrue, patched[0]);
        il.AppendAll(unpatched);
        il.Emit(OpCodes.Br, ending[0]);
        il.AppendAll(patched);

        GateBlock.Exit(context, il, start, inside, end);
        if (result is not null)
            il.Emit(OpCodes.Ret);

        method.Body.OptimizeMacros();
        ReplacementLocal.Name(context, method, replacement, original.HasBody ? original.DebugInformation.Scope?.Import : null);
        GateBlock.Name(context, method, inside);

        Instruction[] Store() => result is null ? [] : [il.Create(OpCodes.Stloc, result)];
    }

    private static IEnumerable<Instruction> LoadAll(ILProcessor il, MethodDefinition method)
        => method.HasThis
            ? method.Parameters.Prepend(il.Body.ThisParameter).Select(parameter => il.Create(OpCodes.Ldarg, parameter))
            : method.Parameters.Select(parameter => il.Create(OpCodes.Ldarg, parameter));

    private static IEnumerable<Instruction> LoadFor(ILProcessor il, MethodSignature signature)
        => signature.Arguments.Select(argument => il.Create(OpCodes.Ldarg, argument.Parameter ?? il.Body.ThisParameter));
}
