using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>A call that goes through a call stub.</summary>
/// <param name="Caller">The method whose body has the call.</param>
/// <param name="Instruction">The instruction that names the called method.</param>
/// <param name="Kind">The way in which it calls.</param>
/// <param name="Target">The called method.</param>
internal sealed record PatchableCall(MethodDefinition Caller, Instruction Instruction, CallKind Kind, CalledMethod Target)
{
    /// <summary>The called method as the instruction names it, with type arguments.</summary>
    public MethodReference Called => (MethodReference)Instruction.Operand;

    /// <summary>The type of the receiver, of a constrained call.</summary>
    public TypeReference Receiver => (TypeReference)PrefixesOf(Instruction).First(prefix => prefix.OpCode.Code == Code.Constrained).Operand;

    /// <summary>Returns the prefixes of an instruction, such as <c>constrained.</c> and <c>tail.</c>, the nearest first.</summary>
    public static IEnumerable<Instruction> PrefixesOf(Instruction instruction)
    {
        for (var prefix = instruction.Previous; prefix?.OpCode.OpCodeType == OpCodeType.Prefix; prefix = prefix.Previous)
            yield return prefix;
    }
}
