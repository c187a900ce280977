using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// The instructions by which the C# compiler makes the closure of captured parameters, which it puts before a constructor's chained call also
/// where only the body needs the closure: <c>closure = new(); closure.a = a;</c>, and for a local function only <c>closure.a = a;</c>.
/// </summary>
/// <param name="Instructions">The instructions.</param>
/// <param name="Local">The local with the closure; null where it stays on the stack.</param>
/// <param name="Arguments">The argument that each of its fields has, by the field's name.</param>
internal sealed record ClosureCreation(
    IReadOnlyList<Instruction> Instructions, VariableDefinition? Local, IReadOnlyDictionary<string, ParameterDefinition> Arguments)
{
    /// <summary>The closures that are made between the body's start and its chained call.</summary>
    public static IReadOnlyList<ClosureCreation> Before(MethodBody body, Instruction call)
    {
        var found = new List<ClosureCreation>();
        ReceiverFlow? flow = null;
        for (var start = body.Instructions[0]; start is not null && start != call;)
        {
            if (At(body, start) is { } closure && (closure.Local is not null || closure.IsBelow(call, flow ??= new ReceiverFlow(body))))
            {
                found.Add(closure);
                start = closure.Instructions[closure.Instructions.Count - 1];
            }

            start = start.Next;
        }

        return found;
    }

    /// <summary>
    /// Whether the closure lies on the stack, alone, until the chained call has returned: where it optimises, the compiler needs no local for one
    /// that only the body uses.
    /// </summary>
    public bool IsBelow(Instruction call, ReceiverFlow flow)
    {
        if (Local is not null || flow.DepthBefore(Instructions[0]) > 0)
            return false;

        for (var instruction = Instructions[Instructions.Count - 1].Next; instruction != call.Next; instruction = instruction.Next)
        {
            if (flow.DepthBefore(instruction) - StackEffect.Popped(instruction) < 1)
                return false;
        }

        return true;
    }

    private static ClosureCreation? At(MethodBody body, Instruction start)
    {
        var reader = new Reader(body, start);
        return reader.TryMake() && reader.Arguments.Count > 0 ? new ClosureCreation(reader.Read, reader.Local, reader.Arguments) : null;
    }

    private sealed class Reader(MethodBody body, Instruction first)
    {
        private Instruction? _next = first;

        public List<Instruction> Read { get; } = [];

        public Dictionary<string, ParameterDefinition> Arguments { get; } = [];

        public VariableDefinition? Local { get; private set; }

        public bool TryMake()
        {
            var start = _next!;
            if (start.LocalByAddress() is { } structure)
            {
                Local = structure;
            }
            else if (start.OpCode.Code == Code.Newobj && IsPlain((MethodReference)start.Operand))
            {
                Take(1);
                while (TryTakeField(instruction => instruction.OpCode.Code == Code.Dup))
                {
                }

                Local = _next?.StoredLocal(body);
                if (Local is null)
                    return true;

                Take(1);
            }
            else
            {
                return false;
            }

            while (TryTakeField(instruction => (instruction.LoadedLocal(body) ?? instruction.LocalByAddress()) == Local))
            {
            }

            return true;
        }

        // {closure}.{field} = {argument}; not this, which what comes before the call may not pass on.
        private bool TryTakeField(Predicate<Instruction> loadsClosure)
        {
            if (_next is not { Next: { Next: { OpCode.Code: Code.Stfld, Operand: FieldReference field } } load } || !loadsClosure(_next))
                return false;

            if (load.LoadedArgument(body) is not { } argument || argument == body.ThisParameter || Arguments.ContainsKey(field.Name))
                return false;

            Arguments.Add(field.Name, argument);
            Take(3);
            return true;
        }

        private void Take(int count)
        {
            for (; count > 0; count--)
            {
                Read.Add(_next!);
                _next = _next!.Next;
            }
        }

        /// <summary>Whether the constructor does nothing, so that it does not matter when it runs.</summary>
        private static bool IsPlain(MethodReference constructor)
            => !constructor.HasParameters
                && constructor.DeclaringType.GetElementType() is TypeDefinition { HasMethods: true, BaseType.FullName: KnownNames.Framework.Object } type
                && !type.Methods.Any(method => method is { IsConstructor: true, IsStatic: true } || method.Name == KnownNames.Framework.Finalize)
                && type.Methods.Single(method => method.IsConstructor && !method.HasParameters).Body.Instructions.All(
                    instruction => instruction.OpCode.Code is Code.Ldarg_0 or Code.Nop or Code.Ret
                        || instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: KnownNames.Framework.Constructor, DeclaringType.FullName: KnownNames.Framework.Object } });
    }
}
