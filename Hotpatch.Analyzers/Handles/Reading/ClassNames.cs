using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>The names of the handle classes of a type.</summary>
/// <param name="Name">That of the class with its handles.</param>
/// <param name="AllName">That of the class with the handles for all instantiations; null where the type is not generic.</param>
internal sealed record ClassNames(string Name, string? AllName)
{
    /// <param name="type">The type.</param>
    /// <param name="host">The type that they are to be nested in; null where they stand in the namespace.</param>
    public static ClassNames Of(INamedTypeSymbol type, INamedTypeSymbol? host)
        => NamesWithin.Of(host ?? (INamespaceOrTypeSymbol)type.ContainingNamespace).Of(type);
}
