using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// The place where a constructor's body is cut in two. The start, up to the chained call, stays in the constructor; the rest moves to an original.
/// The original gets only the object and the arguments, so the rest must need nothing else from the start.
/// </summary>
/// <param name="Call">The chained call; null for a struct's constructor without such a call, whose whole body moves.</param>
/// <param name="Rest">The first instruction of the rest.</param>
/// <param name="Closures">The closures that are created before the call, but needed only by the rest. Their creation moves with the rest.</param>
internal sealed record ConstructorCut(Instruction? Call, Instruction Rest, IReadOnlyList<ClosureCreation> Closures)
{
    /// <summary>Whether the start has no visible effect.</summary>
    public bool IsAtStart { get; private init; }

    /// <summary>Returns the cut, or null if the body must stay in place.</summary>
    /// <param name="constructor">The constructor. The offsets of its instructions are set to their indices.</param>
    public static ConstructorCut? Find(MethodDefinition constructor)
    {
        var body = constructor.Body;
        if (ChainedConstructorCall.Find(constructor) is not { } call)
            return new ConstructorCut(Call: null, body.Instructions[0], []) { IsAtStart = true };

        for (var i = 0; i < body.Instructions.Count; i++)
            body.Instructions[i].Offset = i;

        var rest = FirstOfRest(constructor, call);
        if (IsCrossed(body, rest) || PassesPointer(body, rest))
            return null;

        var closures = ClosureCreation.Before(body, call);
        var movable = closures.Where(closure => IsMovable(body, closure, rest)).ToArray();
        var moved = new HashSet<Instruction>(movable.SelectMany(closure => closure.Instructions));
        var ofMovable = movable.Select(closure => closure.Local).ToArray();
        var flow = new LocalFlow(body, rest);
        var isLocalShared = Before(body, rest).Where(instruction => !moved.Contains(instruction))
            .Select(instruction => instruction.Local(body))
            .OfType<VariableDefinition>()
            .Where(local => !ofMovable.Contains(local))
            .Distinct()
            .Any(flow.Reads);
        if (isLocalShared || closures.Any(closure => closure.Local is null && !movable.Contains(closure)))
            return null;

        // A closure that only the arguments of the call need stays.
        ClosureCreation[] needed = [.. movable.Where(closure => closure.Local is null || flow.Reads(closure.Local))];
        return new ConstructorCut(call, rest, needed) { IsAtStart = IsPlain(body, call, rest, needed) };
    }

    /// <summary>Returns the first instruction of the rest. In unoptimized code, the compiler adds a nop after the call, which belongs to the call's line.</summary>
    private static Instruction FirstOfRest(MethodDefinition constructor, Instruction call)
    {
        var rest = call.Next;
        if (!constructor.DebugInformation.HasSequencePoints)
            return rest;

        var lines = new HashSet<int>(constructor.DebugInformation.SequencePoints.Select(point => point.Offset));
        while (rest.OpCode.Code == Code.Nop && !lines.Contains(rest.Offset) && !IsTarget(constructor.Body, rest))
            rest = rest.Next;

        return rest;
    }

    private static bool IsTarget(MethodBody body, Instruction instruction)
        => body.Instructions.Any(other => other.Targets().Contains(instruction))
            || body.ExceptionHandlers.Any(handler => Bounds(handler).Contains(instruction));

    /// <summary>Whether a branch crosses the cut, or a protected block lies on both sides of it.</summary>
    private static bool IsCrossed(MethodBody body, Instruction rest)
    {
        var cut = rest.Offset;
        return body.Instructions.Any(instruction => instruction.OpCode.Code == Code.Jmp || instruction.Targets().Any(target => (target.Offset < cut) != (instruction.Offset < cut)))
            || body.ExceptionHandlers.Any(handler => !IsBefore(handler) && Bounds(handler).Any(bound => bound.Offset < cut));

        // An end is the first instruction after the block.
        bool IsBefore(ExceptionHandler handler)
            => handler.TryStart.Offset < cut && handler.HandlerStart.Offset < cut && (handler.FilterStart?.Offset ?? 0) < cut
                && handler.TryEnd.Offset <= cut && handler.HandlerEnd?.Offset <= cut;
    }

    private static IEnumerable<Instruction> Bounds(ExceptionHandler handler)
        => new[] { handler.TryStart, handler.TryEnd, handler.HandlerStart, handler.HandlerEnd, handler.FilterStart }.OfType<Instruction>();

    /// <summary>
    /// Whether the rest may see writes through a pointer to an argument that the start made. References need no check: only a local could keep one,
    /// and locals are checked.
    /// </summary>
    private static bool PassesPointer(MethodBody body, Instruction rest)
    {
        var addressed = Before(body, rest).Select(instruction => instruction.ArgumentByAddress()).OfType<ParameterDefinition>().ToArray();
        return addressed.Length > 0
            && Before(body, rest).Any(MakesPointer)
            && After(rest).Any(instruction => instruction.Argument(body) is { } argument && addressed.Contains(argument));
    }

    private static bool MakesPointer(Instruction instruction)
        => instruction.OpCode.Code is Code.Conv_U or Code.Conv_I
            || (instruction.Operand is MethodReference called && called.ReturnType.WithoutModifiers() is PointerType);

    /// <summary>Whether the closure's creation can move to the rest: the start may read only the arguments that the closure holds.</summary>
    private static bool IsMovable(MethodBody body, ClosureCreation closure, Instruction rest)
    {
        var (first, last) = (closure.Instructions[0].Offset, closure.Instructions[closure.Instructions.Count - 1].Offset);
        var before = Before(body, rest).ToArray();

        // No branch may skip or enter the closure's creation.
        if (before.Any(instruction => instruction.Targets().Any(target => (instruction.Offset < first && target.Offset >= first)
            || (target.Offset >= first && target.Offset <= last)
            || (instruction.Offset > last && target.Offset <= last))))
            return false;

        if (body.ExceptionHandlers.Any(handler => Bounds(handler).Any(bound => bound.Offset >= first && bound.Offset <= last)))
            return false;

        var uses = before.Where(instruction => instruction.Offset > last || instruction.Offset < first).ToArray();
        if (uses.Any(instruction => instruction.Argument(body) is { } argument && closure.Arguments.Values.Contains(argument) && instruction.LoadedArgument(body) is null))
            return false;

        return closure.Local is null || uses.Where(instruction => instruction.Local(body) == closure.Local).All(use => IsArgumentOf(closure, use) && !IsTarget(body, use.Next));
    }

    /// <summary>Whether the instruction loads the closure to access a field that holds an argument.</summary>
    private static bool IsArgumentOf(ClosureCreation closure, Instruction use)
        => use.OpCode.Code is not (Code.Stloc or Code.Stloc_S or (>= Code.Stloc_0 and <= Code.Stloc_3))
            && use.Next is { OpCode.Code: Code.Ldfld or Code.Ldflda, Operand: FieldReference field }
            && closure.Arguments.ContainsKey(field.Name);

    // [nop]
    // base(), the constructor of System.Object
    private static bool IsPlain(MethodBody body, Instruction call, Instruction rest, IReadOnlyList<ClosureCreation> closures)
        => call.Operand is MethodReference { DeclaringType.FullName: KnownNames.Framework.Object }
            && Before(body, rest).Except(closures.SelectMany(closure => closure.Instructions)).All(instruction
                => instruction == call || instruction.OpCode.Code is Code.Nop or Code.Ldarg_0
                    || (instruction.OpCode.Code == Code.Ldarg && instruction.Operand == body.ThisParameter));

    private static IEnumerable<Instruction> Before(MethodBody body, Instruction rest)
        => body.Instructions.TakeWhile(instruction => instruction != rest);

    private static IEnumerable<Instruction> After(Instruction rest)
    {
        for (var instruction = rest; instruction is not null; instruction = instruction.Next)
            yield return instruction;
    }
}
