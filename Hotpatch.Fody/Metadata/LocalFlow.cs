using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds out whether code reads a local before writing it. Compilers reuse locals, so two uses may belong to two variables of the source.</summary>
internal sealed class LocalFlow(MethodBody body, Instruction start)
{
    /// <summary>Whether some path from the start reads the local before writing it.</summary>
    public bool Reads(VariableDefinition local)
    {
        var seen = new HashSet<Instruction>();
        var next = new Stack<Instruction>();
        var constructions = new HashSet<Instruction>();
        next.Push(start);
        while (next.Count > 0)
        {
            var instruction = next.Pop();
            if (!seen.Add(instruction))
                continue;

            // An exception can leave the instruction before it has written the local.
            foreach (var handler in body.ExceptionHandlers.Where(handler => Covers(handler, instruction)))
            {
                next.Push(handler.HandlerStart);
                if (handler.FilterStart is not null)
                    next.Push(handler.FilterStart);
            }

            if (constructions.Contains(instruction) || instruction.StoredLocal(body) == local)
                continue;

            if (instruction.LoadedLocal(body) == local)
                return true;

            if (instruction.LocalByAddress() == local)
            {
                if (instruction.Next is { OpCode.Code: Code.Initobj })
                    continue;

                if (ConstructionThrough(instruction) is not { } construction)
                    return true;

                constructions.Add(construction);
            }

            foreach (var target in instruction.Targets())
                next.Push(target);

            if (instruction.Next is { } following && instruction.OpCode.FlowControl is not (FlowControl.Branch or FlowControl.Return or FlowControl.Throw))
                next.Push(following);
        }

        return false;
    }

    /// <summary>
    /// Returns the constructor call that consumes the address and so writes the whole struct, or null if something else consumes the address.
    /// </summary>
    private static Instruction? ConstructionThrough(Instruction address)
    {
        var above = 0;
        for (var instruction = address.Next; instruction is not null; instruction = instruction.Next)
        {
            if (instruction.OpCode.FlowControl is not (FlowControl.Next or FlowControl.Call or FlowControl.Meta))
                return null;

            var popped = StackEffect.Popped(instruction);
            if (popped > above)
            {
                return popped == above + 1 && instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: KnownNames.Framework.Constructor } called }
                    && called.Parameters.Count == above
                    ? instruction
                    : null;
            }

            above += StackEffect.Pushed(instruction) - popped;
        }

        return null;
    }

    private bool Covers(ExceptionHandler handler, Instruction instruction)
    {
        // The caller has set each instruction's offset to its index.
        var end = handler.TryEnd?.Offset ?? body.Instructions.Count;
        return instruction.Offset >= handler.TryStart.Offset && instruction.Offset < end;
    }
}
