using Hotpatch.Woven;
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
        if (handler is not { HandlerType: ExceptionHandlerType.Fault })
        {
            yield return "no fault block guards the call";
            yield break;
        }

        if (!IsGateCall(handler.HandlerStart, "Abandon", entry) || handler.HandlerEnd is { } end && end.Previous.OpCode != OpCodes.Endfinally)
            yield return "the handler does not abandon the call, and that alone";

        if (!IsGateCall(Before(handler.TryStart, 6), "Find", entry))
            yield return "the count is not found right before the block";

        var isAsync = IsGateCall(handler.TryStart, "EnterUnlessClosed", entry);
        if (!isAsync && !IsGateCall(handler.TryStart, "Enter", entry))
            yield return "the gate is not entered first within the block";

        if (isAsync != Within(handler.TryStart, handler.TryEnd).Any(instruction => instruction.Operand is MethodReference { Name: "WhenOpen" }))
            yield return "a call that must wait is not left to the gate";

        if (handler.TryEnd.Previous.OpCode.Code is not (Code.Leave or Code.Leave_S) || handler.TryEnd.Previous.Previous.Operand is not MethodReference { Name: "Exit" })
            yield return "the gate is not left last within the block";

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

    /// <summary>Whether the method's gate is loaded, and soon called.</summary>
    private static bool IsGateCall(Instruction start, string name, WovenModule.Entry entry)
        => (start.Operand as FieldReference)?.Resolve() == entry.Gate
            && Within(start, null).Take(5).Any(instruction => instruction.Operand is MethodReference called && called.Name == name && called.DeclaringType.Name == nameof(Gate));

    private static Instruction Before(Instruction start, int count)
    {
        var instruction = start;
        for (var i = 0; i < count; i++)
            instruction = instruction.Previous;

        return instruction;
    }

    private static IEnumerable<Instruction> Within(Instruction start, Instruction? end)
    {
        for (var instruction = start; instruction != end && instruction is not null; instruction = instruction.Next)
            yield return instruction;
    }
}
