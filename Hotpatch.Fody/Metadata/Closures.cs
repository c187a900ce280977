using System.Text.RegularExpressions;
using Mono.Cecil;

namespace Hotpatch.Fody.Metadata;

/// <summary>Recognises the methods, types and parameters that the C# compiler generates for lambdas and local functions.</summary>
internal static class Closures
{
    private static readonly Regex FileLocal
        = new(KnownNames.Compiler.FileLocalPattern, RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    // Only the start of the name counts: the name of an explicit implementation may contain a < further on.
    public static bool IsLambdaOrLocalFunction(this MethodDefinition method) => IsUnspeakable(method.Name);

    /// <summary>Whether the method is a property accessor whose body the compiler wrote.</summary>
    public static bool IsAutomaticAccessor(this MethodDefinition method)
        => (method.IsGetter || method.IsSetter) && method.Has(KnownNames.Framework.CompilerGeneratedAttribute);

    /// <summary>Whether only the compiler can name the type.</summary>
    public static bool IsUnspeakable(this TypeReference type) => IsUnspeakable(type.Name);

    /// <summary>Whether the parameter passes the captured variables of a local function.</summary>
    public static bool IsClosure(this ParameterDefinition parameter)
        => parameter.ParameterType.WithoutModifiers() is ByReferenceType { ElementType: var type }
            && type.IsUnspeakable();

    /// <summary>Whether the method needs captured variables or the enclosing instance. Replacements don't get these.</summary>
    public static bool Captures(this MethodDefinition method)
        => method.IsLambdaOrLocalFunction()
            && (method.Parameters.Any(IsClosure) || (method.HasThis && !IsStateless(method.DeclaringType)));

    // A lambda that captures nothing is an instance method of a class without fields, because the call is faster.
    private static bool IsStateless(TypeDefinition type)
        => type.IsUnspeakable() && type.Fields.All(field => field.IsStatic);

    // Source can name a file-local type, and a method that implements a file-local interface.
    private static bool IsUnspeakable(string name)
        => name.StartsWith(KnownNames.Compiler.UnspeakablePrefix, StringComparison.Ordinal) && !FileLocal.IsMatch(name);
}
