using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

internal static class GenericExtensions
{
    /// <summary>Returns the type as its own members name it: a generic type is instantiated with its own parameters.</summary>
    public static TypeReference Self(this TypeDefinition type) => type.HasGenericParameters ? type.Close(type.GenericParameters) : type;

    /// <summary>Returns the method as a body of the same type names it. The caller must have the same type parameters as the method.</summary>
    public static MethodReference Self(this MethodDefinition method, MethodDefinition caller)
        => method.HasGenericParameters || method.DeclaringType.HasGenericParameters
            ? method.Close(method.DeclaringType.GenericParameters, caller.GenericParameters)
            : method;

    /// <summary>Returns the method as a generated class names it that has the parameters of the method's type, followed by the method's.</summary>
    public static MethodReference CloseIn(this MethodDefinition method, TypeDefinition generated)
    {
        var ofType = method.DeclaringType.GenericParameters.Count;
        return method.Close(generated.GenericParameters.Take(ofType), generated.GenericParameters.Skip(ofType));
    }

    /// <summary>Returns an instantiation of a method, or the definition if there are no arguments.</summary>
    public static MethodReference Close(this MethodDefinition method, IEnumerable<TypeReference> ofType, IEnumerable<TypeReference> ofMethod)
    {
        var type = method.DeclaringType.Close(ofType);
        var reference = type is GenericInstanceType ? method.On(type) : method;
        var instance = new GenericInstanceMethod(reference);
        foreach (var argument in ofMethod)
            instance.GenericArguments.Add(argument);

        return instance.GenericArguments.Count == 0 ? reference : instance;
    }

    /// <summary>Copies type parameters, with names and constraints, to another type or method.</summary>
    /// <param name="parameters">The parameters to copy.</param>
    /// <param name="target">The type or method that gets the copies.</param>
    /// <param name="translate">Returns a constraint's type as the target names it.</param>
    public static void CopyTo(this IEnumerable<GenericParameter> parameters, IGenericParameterProvider target, Func<TypeReference, TypeReference> translate)
    {
        var pairs = parameters.Select(parameter => (Source: parameter, Copy: new GenericParameter(parameter.Name, target))).ToArray();

        // Add all parameters before any constraint, because a constraint may name any of them. Only interfaces and delegates may have variance.
        foreach (var (source, copy) in pairs)
        {
            copy.Attributes = source.Attributes & ~GenericParameterAttributes.VarianceMask;
            target.GenericParameters.Add(copy);
            source.CopyAttributes(copy, KnownNames.Framework.TypeParameterAttributes);

            // Access the list before the parameter has a row: later, Cecil would read the constraints of the source's parameter with the same row.
            copy.Constraints.Clear();
        }

        foreach (var (source, copy) in pairs)
        {
            foreach (var constraint in source.Constraints)
                copy.Constraints.Add(new GenericParameterConstraint(translate(constraint.ConstraintType)));
        }
    }

    /// <summary>Returns a reference to a method on another reference to its type.</summary>
    /// <param name="method">The method.</param>
    /// <param name="type">The type.</param>
    /// <param name="translate">Returns a type of the signature as the reference names it; null to keep all.</param>
    public static MethodReference On(this MethodReference method, TypeReference type, Func<TypeReference, TypeReference>? translate = null)
    {
        var reference = new MethodReference(method.Name, Translate(method.ReturnType), type)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (var parameter in method.Parameters)
            reference.Parameters.Add(new ParameterDefinition(Translate(parameter.ParameterType)));

        foreach (var parameter in method.GenericParameters)
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));

        return reference;

        TypeReference Translate(TypeReference part) => translate is null ? part : translate(part);
    }
}
