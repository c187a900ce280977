using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>
/// The signature of a method's replacements: an instance method's instance comes first, by reference for structs; what a lambda or a
/// local function has captured is left out, since no source can name it.
/// </summary>
internal sealed record MethodSignature(MethodDefinition Method, IReadOnlyList<MethodSignature.Argument> Arguments, TypeReference ReturnType)
{
    private const int MostFuncParameters = 16;

    public static MethodSignature Of(MethodDefinition method)
    {
        var parameters = method.Parameters
            .Where(parameter => !(method.IsLambdaOrLocalFunction() && parameter.IsClosure()))
            .Select(parameter => new Argument(parameter.ParameterType.WithoutModifiers(), parameter));

        return new MethodSignature(
            method,
            method.HasThis && !method.IsLambdaOrLocalFunction() ? [SelfOf(method), .. parameters] : [.. parameters],
            method.ReturnType.WithoutModifiers());
    }

    /// <summary>Whether a <c>Func</c> or <c>Action</c> can have it.</summary>
    public bool FitsFunc
        => Arguments.Count <= MostFuncParameters
            && Arguments.Select(argument => argument.Type).Append(ReturnType).All(type => type.CanBeTypeArgument(Method));

    private static Argument SelfOf(MethodDefinition method)
        => new(method.DeclaringType.IsValueType ? new ByReferenceType(method.DeclaringType) : method.DeclaringType, Parameter: null);

    /// <summary>One argument of a replacement.</summary>
    /// <param name="Type">Its type, without modifiers.</param>
    /// <param name="Parameter">The method's parameter that is passed; null for <c>this</c>.</param>
    internal sealed record Argument(TypeReference Type, ParameterDefinition? Parameter);
}
