using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Finds out how a type may be used.</summary>
internal static class TypeKind
{
    /// <summary>The flag of type parameters whose arguments may be ref structs. Cecil's enumeration has no member for it.</summary>
    public const GenericParameterAttributes AllowByRefLike = (GenericParameterAttributes)0x20;

    /// <summary>
    /// Whether the type may be a type argument of <c>Func</c> or <c>Action</c>. References, pointers, ref structs, and type parameters that allow
    /// ref structs may not.
    /// </summary>
    /// <exception cref="HotpatchWeavingException">The type's definition was not found.</exception>
    public static bool CanBeTypeArgument(this TypeReference type, MethodDefinition method)
        => type.MayBeTypeArgument() ?? throw new HotpatchWeavingException(
            ErrorCode.UnresolvedReference,
            $"{method.DisplayName()} takes or returns {type.DisplayName()}, which was not found in {type.Scope.Name}. Reference that assembly.",
            SourceLocation.Of(method));

    /// <summary>Whether the type may be a type argument; null if its definition was not found.</summary>
    public static bool? MayBeTypeArgument(this TypeReference type)
        => type is ByReferenceType or PointerType or FunctionPointerType ? false
            : type is GenericParameter parameter ? !AllowsByRefLike(parameter)
            : !IsByRefLike(type);

    /// <summary>Whether a value of the type may hold a pointer, even in an array or in a struct's field. Such a pointer may point to the caller's stack.</summary>
    public static bool MayHoldPointer(this TypeReference type) => MayHoldPointer(type, []);

    private static bool MayHoldPointer(TypeReference type, HashSet<string> seen)
        => type switch
        {
            PointerType => true,
            ArrayType array => MayHoldPointer(array.ElementType.WithoutModifiers(), seen),
            _ => type.IsValueType && !type.IsPrimitive && seen.Add(type.FullName)
                && type.Resolve()?.Fields.Any(field => !field.IsStatic && MayHoldPointer(field.FieldType.WithoutModifiers(), seen)) == true,
        };

    private static bool AllowsByRefLike(GenericParameter parameter) => parameter.Attributes.HasFlag(AllowByRefLike);

    private static bool? IsByRefLike(TypeReference type)
    {
        // Only structs can be by-ref-like.
        if (!type.IsValueType || type.IsPrimitive || type.MetadataType == MetadataType.Void)
            return false;

        if (type.FullName is KnownNames.Framework.TypedReference or KnownNames.Framework.ArgIterator or KnownNames.Framework.RuntimeArgumentHandle)
            return true;

        // For other structs, an attribute of the definition decides.
        return type.Resolve()?.Has(KnownNames.Framework.IsByRefLikeAttribute);
    }
}
