using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Calls;

/// <summary>
/// C# keeps a delegate of a static method in a field, which all places in a type share that make the same delegate. If only some of these places go
/// through a call stub, the others must not find its delegate there.
/// </summary>
internal static class DelegateCaches
{
    /// <summary>Lets the places that stay as they are make a delegate of their own each time. For after all calls were rewritten.</summary>
    public static void Separate(IReadOnlyList<PatchableCall> calls)
    {
        var delegates = calls.Where(call => call.Kind == CallKind.StaticDelegate).ToArray();
        var rewritten = new HashSet<Instruction>(delegates.Select(call => call.Instruction));
        var fields = new HashSet<FieldDefinition>(delegates.Select(call => KeptIn(call.Instruction)?.Operand).OfType<FieldReference>().Select(field => field.Resolve()));
        foreach (var method in fields.Select(field => Outermost(field.DeclaringType)).Distinct().SelectMany(Methods).Where(method => method.HasBody))
        {
            foreach (var instruction in method.Body.Instructions)
            {
                if (instruction.OpCode.Code == Code.Ldftn
                    && !rewritten.Contains(instruction)
                    && KeptIn(instruction) is { Operand: FieldReference kept } store
                    && fields.Contains(kept.Resolve())
                    && ReadBefore(instruction, kept) is { } read)
                {
                    (read.OpCode, read.Operand) = (OpCodes.Ldnull, null);
                    (store.OpCode, store.Operand) = (OpCodes.Pop, null);
                }
            }
        }
    }

    // ldftn; newobj; dup; stsfld
    private static Instruction? KeptIn(Instruction function)
        => function.Next is { OpCode.Code: Code.Newobj, Next: { OpCode.Code: Code.Dup, Next: { OpCode.Code: Code.Stsfld } store } } ? store : null;

    // ldsfld; dup; brtrue; pop; ldnull; ldftn
    private static Instruction? ReadBefore(Instruction function, FieldReference field)
        => function.Previous is { OpCode.Code: Code.Ldnull, Previous: { OpCode.Code: Code.Pop, Previous: { Previous: { OpCode.Code: Code.Dup, Previous: { OpCode.Code: Code.Ldsfld } read } } } }
            && ((FieldReference)read.Operand).Resolve() == field.Resolve()
            ? read
            : null;

    private static TypeDefinition Outermost(TypeDefinition type) => type.DeclaringType is { } outer ? Outermost(outer) : type;

    private static IEnumerable<MethodDefinition> Methods(TypeDefinition type) => type.Methods.Concat(type.NestedTypes.SelectMany(Methods));
}
