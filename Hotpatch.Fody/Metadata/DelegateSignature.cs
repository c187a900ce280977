using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>The parameters and the return type of a delegate type, without modifiers.</summary>
internal sealed record DelegateSignature(IReadOnlyList<TypeReference> Parameters, TypeReference ReturnType)
{
    /// <summary>Returns the signature of a delegate type, or null if the type is none or was not found.</summary>
    public static DelegateSignature? Of(TypeReference type)
    {
        if (type.Resolve()?.Methods.FirstOrDefault(method => method.Name == KnownNames.Framework.Invoke) is not { } invoke)
            return null;

        IReadOnlyList<TypeReference> arguments = type is GenericInstanceType instance ? [.. instance.GenericArguments] : [];
        return new DelegateSignature(
            [.. invoke.Parameters.Select(parameter => Close(parameter.ParameterType))], Close(invoke.ReturnType));

        TypeReference Close(TypeReference part) => part.WithoutModifiers().Substitute(parameter => arguments[parameter.Position]);
    }

    /// <summary>Whether replacements of the method have this signature. Both must name type parameters in the same way.</summary>
    public bool Is(MethodSignature signature)
        => ReturnType.IsSame(signature.ReturnType)
            && Parameters.Count == signature.Arguments.Count
            && Parameters.Zip(signature.Arguments, (parameter, argument) => parameter.IsSame(argument.Type)).All(same => same);
}
