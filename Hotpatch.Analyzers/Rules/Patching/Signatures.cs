using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Patching;

/// <summary>Finds methods by the signature of their replacements. For an instance method, the instance comes first, by reference for structs.</summary>
internal static class Signatures
{
    /// <summary>Returns the method with the signature, with its type arguments, or null.</summary>
    public static IMethodSymbol? Match(IEnumerable<IMethodSymbol> methods, IMethodSymbol signature, IReadOnlyList<ITypeSymbol> typeArguments)
        => methods
            .Where(method => method.Arity == typeArguments.Count)
            .Select(method => method.Arity == 0 ? method : method.Construct([.. typeArguments]))
            .FirstOrDefault(method => Fits(method, signature));

    /// <summary>Returns the constructor whose calls have replacements with the signature, or null. They return the new object.</summary>
    public static IMethodSymbol? MatchFactory(IEnumerable<IMethodSymbol> constructors, IMethodSymbol signature)
        => constructors.FirstOrDefault(constructor => constructor.Parameters.Length == signature.Parameters.Length
            && constructor.Parameters.Zip(signature.Parameters, (one, other) => Same(one.Type, other.Type) && IsByReference(one.RefKind) == IsByReference(other.RefKind))
                .All(same => same));

    private static bool Fits(IMethodSymbol method, IMethodSymbol signature)
    {
        var wanted = Of(method).ToArray();
        return wanted.Length == signature.Parameters.Length
            && Same(method.ReturnType, signature.ReturnType)
            && IsByReference(method.RefKind) == IsByReference(signature.RefKind)
            && wanted.Zip(signature.Parameters, (want, parameter) => Same(want.Type, parameter.Type) && IsByReference(want.Kind) == IsByReference(parameter.RefKind))
                .All(same => same);
    }

    private static IEnumerable<(ITypeSymbol Type, RefKind Kind)> Of(IMethodSymbol method)
    {
        if (!method.IsStatic)
            yield return (method.ContainingType, method.ContainingType.IsValueType ? RefKind.Ref : RefKind.None);

        foreach (var parameter in method.Parameters)
            yield return (parameter.Type, parameter.RefKind);
    }

    // Metadata has only one kind of reference.
    private static bool IsByReference(RefKind kind) => kind != RefKind.None;

    // Names of tuple elements, nullability and dynamic don't belong to a signature.
    private static bool Same(ITypeSymbol type, ITypeSymbol other)
        => SymbolEqualityComparer.Default.Equals(type, other) || MethodDisplayName.Of(type) == MethodDisplayName.Of(other);
}
