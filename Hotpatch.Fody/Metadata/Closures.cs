using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>What the C# compiler makes of lambdas and local functions.</summary>
internal static class Closures
{
    // The name of an explicit implementation may have a < further on.
    public static bool IsLambdaOrLocalFunction(this MethodDefinition method)
        => method.Name.StartsWith(KnownNames.Compiler.UnspeakablePrefix, StringComparison.Ordinal);

    /// <summary>Whether only the compiler can name the type.</summary>
    public static bool IsUnspeakable(this TypeReference type) => type.Name.StartsWith(KnownNames.Compiler.UnspeakablePrefix, StringComparison.Ordinal);

    /// <summary>Whether the parameter passes variables that a local function has captured.</summary>
    public static bool IsClosure(this ParameterDefinition parameter)
        => parameter.ParameterType.WithoutModifiers() is ByReferenceType { ElementType: var type }
            && type.IsUnspeakable();

    /// <summary>Whether the method needs captured variables, or the instance around it, which its replacements do not get.</summary>
    public static bool Captures(this MethodDefinition method)
        => method.IsLambdaOrLocalFunction()
            && (method.Parameters.Any(IsClosure) || (method.HasThis && !IsStateless(method.DeclaringType)));

    // Lambdas that capture nothing are instance methods of a class without fields, which is faster to call.
    private static bool IsStateless(TypeDefinition type)
        => type.IsUnspeakable() && type.Fields.All(field => field.IsStatic);
}
