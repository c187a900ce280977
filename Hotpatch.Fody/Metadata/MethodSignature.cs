using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The signature of a method's replacements: an instance method's instance comes first, by reference for structs.</summary>
internal sealed record MethodSignature(MethodDefinition Method, IReadOnlyList<TypeReference> Parameters, TypeReference ReturnType)
{
    private const int MostFuncParameters = 16;

    public static MethodSignature Of(MethodDefinition method)
    {
        var parameters = method.Parameters.Select(parameter => parameter.ParameterType.WithoutModifiers());
        return new MethodSignature(
            method,
            method.HasThis ? [SelfOf(method), .. parameters] : [.. parameters],
            method.ReturnType.WithoutModifiers());
    }

    /// <summary>Whether a <c>Func</c> or <c>Action</c> can have it.</summary>
    public bool FitsFunc
        => Parameters.Count <= MostFuncParameters && Parameters.Append(ReturnType).All(type => type.CanBeTypeArgument(Method));

    private static TypeReference SelfOf(MethodDefinition method)
        => method.DeclaringType.IsValueType ? new ByReferenceType(method.DeclaringType) : method.DeclaringType;
}
