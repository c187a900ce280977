using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>Finds a constructor's call of <c>this(…)</c> or <c>base(…)</c>: the one whose receiver is the object under construction.</summary>
internal static class ChainedConstructorCall
{
    /// <summary>The call; null for a struct's constructor that makes none.</summary>
    public static Instruction? Find(MethodDefinition constructor)
    {
        // In a class only the chained call is a call; other objects are made by newobj. A struct may call its constructor on a local.
        var calls = constructor.Body.Instructions.Where(instruction => IsConstructorCall(instruction, constructor.DeclaringType)).ToArray();
        return constructor.DeclaringType.IsValueType
            ? calls.FirstOrDefault(call => IsOnThis(call, constructor.Body))
            : calls.FirstOrDefault();
    }

    private static bool IsConstructorCall(Instruction instruction, TypeDefinition type)
    {
        if (instruction.OpCode != OpCodes.Call || instruction.Operand is not MethodReference { Name: KnownNames.Framework.Constructor } called)
            return false;

        var target = called.DeclaringType.GetElementType();
        return target == type || target.FullName == type.BaseType?.GetElementType().FullName;
    }

    /// <summary>
    /// Whether <c>this(…)</c> is the first statement: it alone begins with this, at the start of the body or after what the compiler does
    /// for debuggers, and its result is nothing.
    /// </summary>
    private static bool IsOnThis(Instruction call, MethodBody body)
    {
        var first = body.Instructions.First(instruction => instruction.OpCode != OpCodes.Nop);
        if (first.OpCode != OpCodes.Ldarg || first.Operand != body.ThisParameter)
            return false;

        // The receiver lies at the bottom of the stack: nothing between takes it, and the call leaves the stack empty. Where arguments
        // branch, the depth at a branch's target is what it was at the branch.
        var depth = 0;
        var depths = new Dictionary<Instruction, int>();
        for (var instruction = first; instruction is not null; instruction = instruction.Next)
        {
            depth = (depths.TryGetValue(instruction, out var known) ? known : depth) + StackEffect.Of(instruction);
            if (depth <= 0)
                return instruction == call;

            if (instruction.Operand is Instruction target)
                depths[target] = depth;
        }

        return false;
    }
}
