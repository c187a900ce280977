using Hotpatch.Fody.Metadata;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Weaving;

/// <summary>
/// A struct's constructor assigns all of the struct: compilers call it on variables that hold something else. A replacement that assigns less would
/// let that through.
/// </summary>
internal static class StructConstructor
{
    /// <summary>Whether the method is one that calls no other; to be asked before a stub is written.</summary>
    public static bool AssignsThis(this MethodDefinition method)
        => method.IsConstructor && method.DeclaringType.IsValueType && ChainedConstructorCall.Find(method) is null;

    /// <summary><c>this = default;</c></summary>
    public static Instruction[] DefaultThis(this ILProcessor il)
        => [il.Create(OpCodes.Ldarg_0), il.Create(OpCodes.Initobj, il.Body.Method.DeclaringType.Self())];

    /// <summary>Appends <see cref="DefaultThis"/>.</summary>
    public static void EmitDefaultThis(this ILProcessor il) => il.AppendAll(il.DefaultThis());
}
