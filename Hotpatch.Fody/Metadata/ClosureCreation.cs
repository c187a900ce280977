using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// The instructions by which the C# compiler creates a closure for captured parameters: <c>closure = new(); closure.a = a;</c>, or for a local
/// function only <c>closure.a = a;</c>. They stand before a constructor's chained call even if only the body needs the closure.
/// </summary>
/// <param name="Instructions">The instructions.</param>
/// <param name="Local">The local that holds the closure; null if the closure stays on the stack.</param>
/// <param name="Arguments">The argument that each field of the closure gets, by the field's name.</param>
internal sealed record ClosureCreation(
    IReadOnlyList<Instruction> Instructions, VariableDefinition? Local, IReadOnlyDictionary<string, ParameterDefinition> Arguments)
{
    /// <summary>Returns the closures that are created between the body's start and its chained call.</summary>
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
    /// Whether the closure lies alone on the stack until the chained call has returned. In optimized code, the compiler uses no local for a closure
    /// that only the body needs.
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

        // {closure}.{field} = {argument}; never this: code before the chained call can't use it.
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

        /// <summary>Whether the constructor does nothing, so that it can run at any time.</summary>
        private static bool IsPlain(MethodReference constructor)
            => !constructor.HasParameters
                && constructor.DeclaringType.GetElementType() is TypeDefinition { HasMethods: true, BaseType.FullName: KnownNames.Framework.Object } type
                && !type.Methods.Any(method => method is { IsConstructor: true, IsStatic: true } || method.Name == KnownNames.Framework.Finalize)
                && type.Methods.Single(method => method.IsConstructor && !method.HasParameters).Body.Instructions.All(
                    instruction => instruction.OpCode.Code is Code.Ldarg_0 or Code.Nop or Code.Ret
                        || instruction is { OpCode.Code: Code.Call, Operand: MethodReference { Name: KnownNames.Framework.Constructor, DeclaringType.FullName: KnownNames.Framework.Object } });
    }
}
