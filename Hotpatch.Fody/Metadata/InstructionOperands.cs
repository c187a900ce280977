using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Returns the local, the argument or the branch targets of an instruction, in its long and short forms.</summary>
internal static class InstructionOperands
{
    /// <summary>Returns the local that the instruction loads, stores or takes the address of, or null.</summary>
    public static VariableDefinition? Local(this Instruction instruction, MethodBody body)
        => instruction.OpCode.Code switch
        {
            >= Code.Ldloc_0 and <= Code.Ldloc_3 => body.Variables[instruction.OpCode.Code - Code.Ldloc_0],
            >= Code.Stloc_0 and <= Code.Stloc_3 => body.Variables[instruction.OpCode.Code - Code.Stloc_0],
            _ => instruction.Operand as VariableDefinition,
        };

    public static VariableDefinition? LoadedLocal(this Instruction instruction, MethodBody body)
        => instruction.OpCode.Code is Code.Ldloc or Code.Ldloc_S or (>= Code.Ldloc_0 and <= Code.Ldloc_3) ? instruction.Local(body) : null;

    public static VariableDefinition? StoredLocal(this Instruction instruction, MethodBody body)
        => instruction.OpCode.Code is Code.Stloc or Code.Stloc_S or (>= Code.Stloc_0 and <= Code.Stloc_3) ? instruction.Local(body) : null;

    public static VariableDefinition? LocalByAddress(this Instruction instruction)
        => instruction.OpCode.Code is Code.Ldloca or Code.Ldloca_S ? (VariableDefinition)instruction.Operand : null;

    /// <summary>Returns the argument that the instruction loads, stores or takes the address of, or null.</summary>
    public static ParameterDefinition? Argument(this Instruction instruction, MethodBody body)
        => instruction.OpCode.Code switch
        {
            >= Code.Ldarg_0 and <= Code.Ldarg_3 => ArgumentAt(body, instruction.OpCode.Code - Code.Ldarg_0),
            _ => instruction.Operand as ParameterDefinition,
        };

    public static ParameterDefinition? LoadedArgument(this Instruction instruction, MethodBody body)
        => instruction.OpCode.Code is Code.Ldarg or Code.Ldarg_S or (>= Code.Ldarg_0 and <= Code.Ldarg_3) ? instruction.Argument(body) : null;

    public static ParameterDefinition? ArgumentByAddress(this Instruction instruction)
        => instruction.OpCode.Code is Code.Ldarga or Code.Ldarga_S ? (ParameterDefinition)instruction.Operand : null;

    /// <summary>Returns the instructions that the instruction may branch to.</summary>
    public static Instruction[] Targets(this Instruction instruction)
        => instruction.Operand switch
        {
            Instruction target => [target],
            Instruction[] targets => targets,
            _ => [],
        };

    private static ParameterDefinition ArgumentAt(MethodBody body, int place)
        => body.ThisParameter is { } self ? place == 0 ? self : body.Method.Parameters[place - 1] : body.Method.Parameters[place];
}
