using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Support;

/// <summary>Compares one woven method that has a gate with the shape of those: what is read, called and left stands within the block.</summary>
internal static class GatedShape
{
    public static IEnumerable<string> Complaints(WovenModule.Entry entry)
    {
        var body = entry.Stub.Body;
        var handler = body.ExceptionHandlers.LastOrDefault();
        if (handler is not { HandlerType: ExceptionHandlerType.Finally })
        {
            yield return "no finally encloses the call";
            yield break;
        }

        if (!Codes(handler.HandlerStart, handler.HandlerEnd).SequenceEqual([Code.Ldloc, Code.Call, Code.Endfinally])
            || handler.HandlerStart.Next.Operand is not MethodReference { Name: "Exit" })
            yield return "the finally does not exit, and that alone";

        var entered = Before(handler.TryStart);
        if (entered.Operand is not MethodReference { Name: "Enter" or "EnterUnlessClosed" } enter || (entered.Previous.Operand as FieldReference)?.Resolve() != entry.Gate)
            yield return "the gate is not entered right before the block";
        else if (enter.Name == "EnterUnlessClosed" && handler.TryStart.Previous.OpCode != OpCodes.Ret)
            yield return "a call that must wait does not return";

        var within = Within(handler.TryStart, handler.TryEnd).ToArray();
        if (within.Count(instruction => instruction.OpCode == OpCodes.Ldsfld && ((FieldReference)instruction.Operand).Resolve() == entry.Slot) != 1)
            yield return "the slot is not read once within";

        if (within.Any(instruction => instruction.OpCode == OpCodes.Ret || instruction.OpCode == OpCodes.Tail))
            yield return "something leaves the block by itself";

        if (entry.Original is not null
            && within.Count(instruction => instruction.Operand is MethodReference called && called.Resolve() == entry.Original) != 1)
            yield return "the original is not called once within";

        if (entry.Gate!.DeclaringType.HasGenericParameters || !entry.Gate.IsInitOnly || !entry.Gate.IsStatic)
            yield return "the gate is not a plain readonly field";

        if (!entry.Stub.IsConstructor && body.ExceptionHandlers.Count != 1)
            yield return "there are other blocks";
    }

    /// <summary>The call that enters, without what leaves the call to the gate.</summary>
    private static Instruction Before(Instruction start)
    {
        var instruction = start.Previous;
        while (instruction is not { Operand: MethodReference { Name: "Enter" or "EnterUnlessClosed" }, Previous: not null } && instruction.Previous is not null)
            instruction = instruction.Previous;

        return instruction;
    }

    private static IEnumerable<Code> Codes(Instruction start, Instruction? end) => Within(start, end).Select(instruction => instruction.OpCode.Code);

    private static IEnumerable<Instruction> Within(Instruction start, Instruction? end)
    {
        for (var instruction = start; instruction != end && instruction is not null; instruction = instruction.Next)
            yield return instruction;
    }
}
