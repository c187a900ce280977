using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The woven body of a patchable method: read the slot, branch, call. Of a constructor, it comes behind what stays there.</summary>
internal static class StubBody
{
    // All instructions but those that load arguments, in the longest form.
    private const int OtherInstructions = 13;

    public static void Write(WeavingContext context, MethodSignature signature, MethodDefinition original, Slot slot, SlotDelegate dispatch)
    {
        var method = signature.Method;
        var il = method.Body.GetILProcessor();
        var instructions = il.Body.Instructions;
        var isAssigning = method.AssignsThis();
        instructions.Capacity = instructions.Count + OtherInstructions + (2 * (method.Parameters.Count + 1));

        // Only symbols can name a local. Without them the slot's value stays on the stack: a header and a signature less in each method.
        var replacement = context.Module.HasSymbols ? ReplacementLocal.Declare(il.Body, dispatch) : null;

        // if (PatchedGenerics.{flag}), where there are type parameters
        Instruction? branchOnFlag = null;
        if (slot.Class.Flag is not null)
        {
            il.Emit(OpCodes.Ldsfld, slot.Class.Flag);
            branchOnFlag = EmitBranch(il, OpCodes.Brfalse_S);
        }

        // {delegateType} replacement = PatchSlots.{slot};
        // if (replacement == null)
        // Read once: a second read could see what another thread has put there since.
        il.Emit(OpCodes.Ldsfld, slot.Reference);
        if (replacement is not null)
        {
            EmitLocal(il, OpCodes.Stloc_0, OpCodes.Stloc, replacement);
            EmitLocal(il, OpCodes.Ldloc_0, OpCodes.Ldloc, replacement);
        }
        else
        {
            il.Emit(OpCodes.Dup);
        }

        var branch = EmitBranch(il, OpCodes.Brtrue);
        if (replacement is null)
            il.Emit(OpCodes.Pop);

        var unpatched = instructions.Count;
        EmitCall(il, original);

        // this = default; in a struct's constructor that calls no other
        var patched = instructions.Count;
        if (isAssigning)
            il.EmitDefaultThis();

        if (replacement is not null)
            EmitLocal(il, OpCodes.Ldloc_0, OpCodes.Ldloc, replacement);

        EmitCall(il, signature, dispatch);

        if (branchOnFlag is not null)
            branchOnFlag.Operand = instructions[unpatched];

        SetTarget(branch, instructions[patched]);

        // There are no sequence points, so that debuggers step through.
        if (replacement is not null)
            ReplacementLocal.Name(context, method, replacement, ImportsOf(original));
    }

    // return [this.]{original}({arguments});
    private static void EmitCall(ILProcessor il, MethodDefinition original)
    {
        var method = il.Body.Method;
        if (method.HasThis)
            il.EmitLoad(parameter: null);

        foreach (var parameter in method.Parameters)
            il.EmitLoad(parameter);

        il.Emit(OpCodes.Call, original.Self(method));
        il.Emit(OpCodes.Ret);
    }

    // return replacement([this, ]{arguments});
    private static void EmitCall(ILProcessor il, MethodSignature signature, SlotDelegate dispatch)
    {
        foreach (var argument in signature.Arguments)
            il.EmitLoad(argument.Parameter);

        il.Emit(OpCodes.Callvirt, dispatch.Invoke);
        il.Emit(OpCodes.Ret);
    }

    private static void EmitLocal(ILProcessor il, OpCode first, OpCode other, VariableDefinition local)
    {
        if (local.Index == 0)
            il.Emit(first);
        else
            il.Emit(other, local);
    }

    /// <summary>A branch to a place that comes later; until then, to the first instruction.</summary>
    private static Instruction EmitBranch(ILProcessor il, OpCode opCode)
    {
        var branch = il.Create(opCode, il.Body.Instructions[0]);
        il.Append(branch);
        return branch;
    }

    private static void SetTarget(Instruction branch, Instruction target)
    {
        var distance = 0;
        for (var between = branch.Next; between != target; between = between.Next)
            distance += between.GetSize();

        branch.Operand = target;
        if (distance <= sbyte.MaxValue)
            branch.OpCode = OpCodes.Brtrue_S;
    }

    private static ImportDebugInformation? ImportsOf(MethodDefinition original)
        => original.HasBody ? original.DebugInformation.Scope?.Import : null;
}
