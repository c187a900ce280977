using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Returns how many values an instruction pops from the evaluation stack and pushes to it.</summary>
internal static class StackEffect
{
    public static int Pushed(Instruction instruction)
        => instruction.OpCode.StackBehaviourPush switch
        {
            StackBehaviour.Push0 => 0,
            StackBehaviour.Push1_push1 => 2,
            StackBehaviour.Varpush => ((IMethodSignature)instruction.Operand).ReturnType.IsVoid() ? 0 : 1,
            _ => 1,
        };

    public static int Popped(Instruction instruction)
        => instruction.OpCode.StackBehaviourPop switch
        {
            StackBehaviour.Pop0 => 0,
            StackBehaviour.Pop1 or StackBehaviour.Popi or StackBehaviour.Popref => 1,
            StackBehaviour.Pop1_pop1 or StackBehaviour.Popi_pop1 or StackBehaviour.Popi_popi or StackBehaviour.Popi_popi8
                or StackBehaviour.Popi_popr4 or StackBehaviour.Popi_popr8 or StackBehaviour.Popref_pop1 or StackBehaviour.Popref_popi => 2,
            StackBehaviour.Varpop => PoppedByCall(instruction),
            StackBehaviour.PopAll => 0,
            _ => 3,
        };

    private static int PoppedByCall(Instruction instruction)
    {
        // A ret has no operand. No instruction follows it, so the value that it pops does not matter.
        if (instruction.Operand is not IMethodSignature called)
            return 0;

        var receiver = called.HasThis && instruction.OpCode != OpCodes.Newobj ? 1 : 0;
        var pointer = instruction.OpCode == OpCodes.Calli ? 1 : 0;
        return called.Parameters.Count + receiver + pointer;
    }
}
