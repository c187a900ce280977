using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>What the C# compiler makes of lambdas and local functions.</summary>
internal static class Closures
{
    private static readonly Regex FileLocal
        = new(KnownNames.Compiler.FileLocalPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // The name of an explicit implementation may have a < further on.
    public static bool IsLambdaOrLocalFunction(this MethodDefinition method) => IsUnspeakable(method.Name);

    /// <summary>Whether it is the compiler's body of a property's accessor.</summary>
    public static bool IsAutomaticAccessor(this MethodDefinition method)
        => (method.IsGetter || method.IsSetter) && method.Has(KnownNames.Framework.CompilerGeneratedAttribute);

    /// <summary>Whether only the compiler can name the type.</summary>
    public static bool IsUnspeakable(this TypeReference type) => IsUnspeakable(type.Name);

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

    // The source does name a file-local type, and a method that implements a file-local interface.
    private static bool IsUnspeakable(string name)
        => name.StartsWith(KnownNames.Compiler.UnspeakablePrefix, StringComparison.Ordinal) && !FileLocal.IsMatch(name);
}
