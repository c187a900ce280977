using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

internal static class GenericExtensions
{
    /// <summary>The type as its own members name it: a generic one is instantiated with its own parameters.</summary>
    public static TypeReference Self(this TypeDefinition type) => type.HasGenericParameters ? type.Close(type.GenericParameters) : type;

    /// <summary>The method as bodies of its type name it, with its own type parameters or those of another that has the same.</summary>
    public static MethodReference Self(this MethodDefinition method, MethodDefinition caller)
        => method.HasGenericParameters || method.DeclaringType.HasGenericParameters
            ? method.Close(method.DeclaringType.GenericParameters, caller.GenericParameters)
            : method;

    /// <summary>The method as a class names it that has the parameters of the method's type, then those of the method.</summary>
    public static MethodReference CloseIn(this MethodDefinition method, TypeDefinition generated)
    {
        var ofType = method.DeclaringType.GenericParameters.Count;
        return method.Close(generated.GenericParameters.Take(ofType), generated.GenericParameters.Skip(ofType));
    }

    /// <summary>The instantiation of a method; the definition itself where there are no arguments.</summary>
    public static MethodReference Close(this MethodDefinition method, IEnumerable<TypeReference> ofType, IEnumerable<TypeReference> ofMethod)
    {
        var type = method.DeclaringType.Close(ofType);
        var reference = type is GenericInstanceType ? On(type, method) : method;
        var instance = new GenericInstanceMethod(reference);
        foreach (var argument in ofMethod)
            instance.GenericArguments.Add(argument);

        return instance.GenericArguments.Count == 0 ? reference : instance;
    }

    /// <summary>Copies type parameters, with names and constraints, to a type or method that shall have the same.</summary>
    /// <param name="parameters">The parameters.</param>
    /// <param name="target">What shall have them.</param>
    /// <param name="translate">How the target names the types that their constraints name.</param>
    public static void CopyTo(this IEnumerable<GenericParameter> parameters, IGenericParameterProvider target, Func<TypeReference, TypeReference> translate)
    {
        var pairs = parameters.Select(parameter => (Source: parameter, Copy: new GenericParameter(parameter.Name, target))).ToArray();

        // All first, since constraints may name any of them. Variance is for interfaces and delegates alone.
        foreach (var (source, copy) in pairs)
        {
            copy.Attributes = source.Attributes & ~GenericParameterAttributes.VarianceMask;
            target.GenericParameters.Add(copy);
            source.CopyAttributes(copy, KnownNames.Framework.TypeParameterAttributes);

            // Asked for now: later, when it has been given a row, Cecil would look for those of whatever had that row in the source.
            copy.Constraints.Clear();
        }

        foreach (var (source, copy) in pairs)
        {
            foreach (var constraint in source.Constraints)
                copy.Constraints.Add(new GenericParameterConstraint(translate(constraint.ConstraintType)));
        }
    }

    private static MethodReference On(TypeReference type, MethodDefinition method)
    {
        var reference = new MethodReference(method.Name, method.ReturnType, type)
        {
            HasThis = method.HasThis,
            ExplicitThis = method.ExplicitThis,
            CallingConvention = method.CallingConvention,
        };
        foreach (var parameter in method.Parameters)
            reference.Parameters.Add(new ParameterDefinition(parameter.ParameterType));

        foreach (var parameter in method.GenericParameters)
            reference.GenericParameters.Add(new GenericParameter(parameter.Name, reference));

        return reference;
    }
}
