using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>The block between a call's entering of a gate and its exit, however it ends.</summary>
internal static class GateBlock
{
    public static VariableDefinition Declare(this ILProcessor il, TypeReference type)
    {
        var variable = new VariableDefinition(type);
        il.Body.Variables.Add(variable);
        il.Body.InitLocals = true;
        return variable;
    }

    public static void AppendAll(this ILProcessor il, IEnumerable<Instruction> instructions)
    {
        foreach (var instruction in instructions)
            il.Append(instruction);
    }

    /// <summary>Appends the entering.</summary>
    /// <param name="context">What the weaver shares.</param>
    /// <param name="il">Of the body.</param>
    /// <param name="gate">The gate.</param>
    /// <param name="enter">What enters it.</param>
    /// <returns>The local that the exit needs.</returns>
    public static VariableDefinition Enter(WeavingContext context, ILProcessor il, FieldDefinition gate, MethodReference enter)
    {
        // ref GateCount inside = ref PatchGates.{gate}.Enter();
        var inside = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
        il.AppendAll(Entering(il, gate, enter, inside));
        return inside;
    }

    /// <summary>Encloses what stands between in try and finally, and appends the end.</summary>
    /// <param name="context">What the weaver shares.</param>
    /// <param name="il">Of the body, whose last instruction is the last one within.</param>
    /// <param name="start">The first instruction within.</param>
    /// <param name="inside">The local of <see cref="Enter"/>.</param>
    /// <param name="end">What comes after; not appended yet.</param>
    public static void Exit(WeavingContext context, ILProcessor il, Instruction start, VariableDefinition inside, Instruction end)
    {
        // try { … } finally { inside.Exit(); }
        var handler = il.Create(OpCodes.Ldloc, inside);
        il.Append(handler);
        il.Emit(OpCodes.Call, context.Runtime.Gates.Exit);
        il.Emit(OpCodes.Endfinally);
        il.Append(end);
        il.Body.ExceptionHandlers.Add(new ExceptionHandler(ExceptionHandlerType.Finally)
        {
            TryStart = start,
            TryEnd = handler,
            HandlerStart = handler,
            HandlerEnd = end,
        });
    }

    /// <summary>Puts a gate around the rest of a constructor's body.</summary>
    /// <param name="context">What the weaver shares.</param>
    /// <param name="il">Of the constructor.</param>
    /// <param name="start">The first instruction after the chained call.</param>
    /// <param name="gate">The gate.</param>
    public static VariableDefinition Enclose(WeavingContext context, ILProcessor il, Instruction start, FieldDefinition gate)
    {
        var body = il.Body;
        var end = il.Create(OpCodes.Ret);
        var inside = il.Declare(new ByReferenceType(context.Runtime.Gates.Count));
        var last = body.Instructions.Last();
        for (var instruction = start; instruction is not null; instruction = instruction.Next)
        {
            // In place, so that branches and sequence points go on pointing to it. A tail call cannot leave a protected block.
            if (instruction.OpCode == OpCodes.Ret)
                (instruction.OpCode, instruction.Operand) = (OpCodes.Leave, end);
            else if (instruction.OpCode == OpCodes.Tail)
                instruction.OpCode = OpCodes.Nop;
        }

        foreach (var instruction in Entering(il, gate, context.Runtime.Gates.Enter, inside))
            il.InsertBefore(start, instruction);

        Exit(context, il, start, inside, end);
        foreach (var handler in body.ExceptionHandlers.Where(handler => handler.HandlerEnd is null))
            handler.HandlerEnd = last.Next;

        return inside;
    }

    /// <summary>Names the local in the symbols, where there are any: for decompilers, not for debuggers.</summary>
    public static void Name(WeavingContext context, MethodDefinition method, VariableDefinition inside)
    {
        if (context.Module.HasSymbols)
            method.DebugInformation.Scope.Variables.Add(new VariableDebugInformation(inside, KnownNames.Generated.InsideLocal) { IsDebuggerHidden = true });
    }

    private static Instruction[] Entering(ILProcessor il, FieldDefinition gate, MethodReference enter, VariableDefinition inside)
        => [il.Create(OpCodes.Ldsfld, gate), il.Create(OpCodes.Callvirt, enter), il.Create(OpCodes.Stloc, inside)];
}
