using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Compares types, whichever assembly reference they come through.</summary>
internal static class SameType
{
    /// <summary>
    /// Compares the structure of two types. Full names would not do: they omit the calling convention of function pointers, name a method's type
    /// parameters as the source does, and Cecil builds them anew each time.
    /// </summary>
    public static bool IsSame(this TypeReference type, TypeReference other)
        => type == other || (type, other) switch
        {
            (GenericParameter left, GenericParameter right) => left.Type == right.Type && left.Position == right.Position,
            (GenericInstanceType left, GenericInstanceType right)
                => left.ElementType.IsSame(right.ElementType) && AreSame(left.GenericArguments, right.GenericArguments, argument => argument),
            (ArrayType left, ArrayType right) => left.Rank == right.Rank && left.IsVector == right.IsVector && left.ElementType.IsSame(right.ElementType),
            (IModifierType left, IModifierType right)
                => type.IsRequiredModifier == other.IsRequiredModifier
                    && left.ModifierType.IsSame(right.ModifierType)
                    && left.ElementType.IsSame(right.ElementType),
            (FunctionPointerType left, FunctionPointerType right)
                => left.CallingConvention == right.CallingConvention
                    && left.HasThis == right.HasThis
                    && left.ReturnType.IsSame(right.ReturnType)
                    && AreSame(left.Parameters, right.Parameters, parameter => parameter.ParameterType),
            (TypeSpecification left, TypeSpecification right) => left.MetadataType == right.MetadataType && left.ElementType.IsSame(right.ElementType),
            (GenericParameter or TypeSpecification, _) or (_, GenericParameter or TypeSpecification) => false,
            _ => type.Name == other.Name && type.FullName == other.FullName,
        };

    // A loop, because the weaver compares all pairs of overloads.
    private static bool AreSame<T>(IList<T> left, IList<T> right, Func<T, TypeReference> type)
    {
        if (left.Count != right.Count)
            return false;

        for (var i = 0; i < left.Count; i++)
        {
            if (!type(left[i]).IsSame(type(right[i])))
                return false;
        }

        return true;
    }
}
