using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Replaces the type parameters in types.</summary>
internal static class TypeSubstitution
{
    /// <summary>Returns the type with each type parameter replaced. Returns the type itself if it contains none.</summary>
    public static TypeReference Substitute(this TypeReference type, Func<GenericParameter, TypeReference> replace)
        => type switch
        {
            GenericParameter parameter => replace(parameter),
            _ when !type.ContainsGenericParameter => type,
            GenericInstanceType instance => Close(instance.ElementType, instance.GenericArguments.Select(argument => argument.Substitute(replace))),
            ArrayType array => Array(array, array.ElementType.Substitute(replace)),
            ByReferenceType reference => new ByReferenceType(reference.ElementType.Substitute(replace)),
            PointerType pointer => new PointerType(pointer.ElementType.Substitute(replace)),
            RequiredModifierType modified
                => new RequiredModifierType(modified.ModifierType.Substitute(replace), modified.ElementType.Substitute(replace)),
            OptionalModifierType modified
                => new OptionalModifierType(modified.ModifierType.Substitute(replace), modified.ElementType.Substitute(replace)),
            FunctionPointerType function => Function(function, replace),
            _ => throw new NotSupportedException($"{type.FullName} is a type of an unknown kind."),
        };

    /// <summary>Returns the instantiation of a generic type. Returns the type itself if there are no arguments.</summary>
    public static TypeReference Close(this TypeReference type, IEnumerable<TypeReference> arguments)
    {
        var instance = new GenericInstanceType(type);
        foreach (var argument in arguments)
            instance.GenericArguments.Add(argument);

        return instance.GenericArguments.Count == 0 ? type : instance;
    }

    private static ArrayType Array(ArrayType array, TypeReference element)
    {
        if (array.IsVector)
            return new ArrayType(element);

        var copy = new ArrayType(element, array.Rank);
        for (var i = 0; i < array.Rank; i++)
            copy.Dimensions[i] = array.Dimensions[i];

        return copy;
    }

    private static FunctionPointerType Function(FunctionPointerType function, Func<GenericParameter, TypeReference> replace)
    {
        var copy = new FunctionPointerType
        {
            HasThis = function.HasThis,
            ExplicitThis = function.ExplicitThis,
            CallingConvention = function.CallingConvention,
            ReturnType = function.ReturnType.Substitute(replace),
        };
        foreach (var parameter in function.Parameters)
            copy.Parameters.Add(new ParameterDefinition(parameter.ParameterType.Substitute(replace)));

        return copy;
    }
}
