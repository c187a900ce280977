using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Writes the stub of a method without a gate: read the slot, branch, call. In a constructor, it follows the code that stays.</summary>
internal static class StubBody
{
    // The number of instructions other than argument loads, in the longest form of the stub.
    private const int OtherInstructions = 13;

    public static void Write(WeavingContext context, MethodSignature signature, MethodDefinition original, Slot slot, SlotDelegate dispatch)
    {
        var method = signature.Method;
        var il = method.Body.GetILProcessor();
        var instructions = il.Body.Instructions;
        var isAssigning = method.AssignsThis();
        instructions.Capacity = instructions.Count + OtherInstructions + (2 * (method.Parameters.Count + 1));

        // Only symbols can name a local. Without symbols, the slot's value stays on the stack, which saves a header and a signature for each method.
        var replacement = context.Module.HasSymbols ? ReplacementLocal.Declare(il.Body, dispatch) : null;

        // if (PatchedGenerics.{flag}), if there are type parameters
        Instruction? branchOnFlag = null;
        if (slot.Class.Flag is not null)
        {
            il.Emit(OpCodes.Ldsfld, slot.Class.Flag);
            branchOnFlag = EmitBranch(il, OpCodes.Brfalse_S);
        }

        // {delegateType} replacement = PatchSlots.{slot};
        // if (replacement == null)
        // Read the slot once: a second read could see null, or the delegate of another patch.
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

        // this = default; in a struct's constructor without a chained call
        var patched = instructions.Count;
        if (isAssigning)
            il.EmitDefaultThis();

        if (replacement is not null)
            EmitLocal(il, OpCodes.Ldloc_0, OpCodes.Ldloc, replacement);

        EmitCall(il, signature, dispatch);

        if (branchOnFlag is not null)
            branchOnFlag.Operand = instructions[unpatched];

        SetTarget(branch, instructions[patched]);

        // The stub has no sequence points, so debuggers step through it.
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

    /// <summary>Appends a branch whose target does not exist yet. Until then, the first instruction is the target.</summary>
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
