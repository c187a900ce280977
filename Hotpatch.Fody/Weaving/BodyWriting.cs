using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>What several bodies are written with.</summary>
internal static class BodyWriting
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
}
