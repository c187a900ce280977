using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// Clears a struct before the replacement of its constructor runs. Compilers call constructors on variables that hold old values, and a replacement
/// that assigns only some fields would leave old values in the others.
/// </summary>
internal static class StructConstructor
{
    /// <summary>Whether the method is a struct's constructor without a chained call. Call this before the stub is written.</summary>
    public static bool AssignsThis(this MethodDefinition method)
        => method.IsConstructor && method.DeclaringType.IsValueType && ChainedConstructorCall.Find(method) is null;

    /// <summary><c>this = default;</c></summary>
    public static Instruction[] DefaultThis(this ILProcessor il)
        => [il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Initobj, il.Body.Method.DeclaringType.Self())];

    /// <summary>Appends <c>this = default;</c>.</summary>
    public static void EmitDefaultThis(this ILProcessor il) => il.AppendAll(il.DefaultThis());
}
