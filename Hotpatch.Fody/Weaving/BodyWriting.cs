using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Extends the IL processor by what several bodies need.</summary>
internal static class BodyWriting
{
    public static VariableDefinition Declare(this ILProcessor il, TypeReference type)
    {
        var variable = new VariableDefinition(type);
        il.Body.Variables.Add(variable);
        // Verifiable code with locals must set it.
        il.Body.InitLocals = true;
        return variable;
    }

    public static void AppendAll(this ILProcessor il, IEnumerable<Instruction> instructions)
    {
        foreach (var instruction in instructions)
            il.Append(instruction);
    }
}
