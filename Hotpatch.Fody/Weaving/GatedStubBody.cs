using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;
using Mono.Cecil.Rocks;

namespace Hotpatch.Fody.Weaving;

/// <summary>Writes the stub of a patchable method with a gate: it finds the count, enters, reads the slot, branches, calls, and exits.</summary>
internal static class GatedStubBody
{
    public static void Write(
        WeavingContext context, MethodSignature signature, MethodDefinition original, Slot slot, SlotDelegate dispatch, FieldDefinition gate, WaitingCall? waiting)
    {
        var method = signature.Method;
        var il = method.Body.GetILProcessor();
        var cleared = method.AssignsThis() ? il.DefaultThis() : [];
        var block = new GateBlock(context, il, gate);
        var replacement = ReplacementLocal.Declare(method.Body, dispatch);
        var result = signature.ReturnType.IsVoid() ? null : il.Declare(signature.ReturnType);

        Instruction end = result is null ? il.Create(OpCodes.Ret) : il.Create(OpCodes.Ldloc, result);
        var exit = block.Exit();
        var done = il.Create(OpCodes.Leave, end);
        Instruction[] ending = [.. TaskTracking.Create(context, il, block.Inside, result, exit[0]), .. exit, done];
        Instruction[] unpatched = [.. LoadAll(il, method), il.Create(OpCodes.Call, original.Self(method)), .. Store()];
        Instruction[] patched =
        [
            .. cleared, il.Create(OpCodes.Ldloc, replacement), .. LoadFor(il, signature), il.Create(OpCodes.Callvirt, dispatch.Invoke), .. Store(), .. ending,
        ];

        // ref GateCount count = ref PatchGates.{gate}.Find(out int calls);
        // int entry = calls;
        // try
        // {
        //     ref GateCount inside = ref PatchGates.{gate}.Enter(ref count, ref calls, ref entry); where it returns a task, EnterUnlessClosed(…)
        //     if (inside.MustWait)
        //         return PatchGates.{gate}.WhenOpen(new {name}_Call { … }.Begin);
        //     {delegateType} replacement = PatchSlots.{slot}; where there are type parameters, only if (PatchedGenerics.{flag})
        //     if (replacement == null)
        //         {returnType} result = [this.]{original}({arguments});
        //     else
        //         [this = default; in a struct's constructor that calls no other]
        //         result = replacement([this, ]{arguments});
        //     inside.Track(result); where it is a task
        //     inside.Exit(calls);
        // }
        // fault
        // {
        //     PatchGates.{gate}.Abandon(ref count, entry);
        // }
        // return result;
        il.AppendAll(block.Find());
        var enter = block.Enter(waiting is null ? context.Runtime.Gates.Enter : context.Runtime.Gates.EnterUnlessClosed);
        il.AppendAll(enter);
        ReadSlot(il, slot, replacement, unpatched[0], patched[0], start => waiting?.Emit(il, gate, block.Inside, result!, start, done));
        il.AppendAll(unpatched);
        il.Emit(OpCodes.Br, ending[0]);
        il.AppendAll(patched);

        block.AppendHandler(enter[0], end);
        if (result is not null)
            il.Emit(OpCodes.Ret);

        method.Body.OptimizeMacros();
        ReplacementLocal.Name(context, method, replacement, original.HasBody ? original.DebugInformation.Scope?.Import : null);
        block.NameLocals();

        Instruction[] Store() => result is null ? [] : [il.Create(OpCodes.Stloc, result)];
    }

    private static void ReadSlot(
        ILProcessor il, Slot slot, VariableDefinition replacement, Instruction unpatched, Instruction patched, Action<Instruction> appendBefore)
    {
        var readSlot = il.Create(OpCodes.Ldsfld, slot.Reference);
        var start = slot.Class.Flag is null ? readSlot : il.Create(OpCodes.Ldsfld, slot.Class.Flag);
        appendBefore(start);
        il.Append(start);
        if (start != readSlot)
            il.AppendAll([il.Create(OpCodes.Brfalse, unpatched), readSlot]);

        il.Emit(OpCodes.Stloc, replacement);
        il.Emit(OpCodes.Ldloc, replacement);
        il.Emit(OpCodes.Brtrue, patched);
    }

    private static IEnumerable<Instruction> LoadAll(ILProcessor il, MethodDefinition method)
        => method.HasThis
            ? method.Parameters.Prepend(il.Body.ThisParameter).Select(parameter => il.Create(OpCodes.Ldarg, parameter))
            : method.Parameters.Select(parameter => il.Create(OpCodes.Ldarg, parameter));

    private static IEnumerable<Instruction> LoadFor(ILProcessor il, MethodSignature signature)
        => signature.Arguments.Select(argument => il.Create(OpCodes.Ldarg, argument.Parameter ?? il.Body.ThisParameter));
}
