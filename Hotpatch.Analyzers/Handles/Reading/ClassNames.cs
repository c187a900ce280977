using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>The names of a type's handle classes.</summary>
/// <param name="Name">The name of the class with the handles.</param>
/// <param name="AllName">The name of the class with the handles of all instantiations; null if the type is not generic.</param>
internal sealed record ClassNames(string Name, string? AllName)
{
    /// <param name="type">The type.</param>
    /// <param name="host">The type in which the classes are nested; null if they are in the namespace.</param>
    public static ClassNames Of(INamedTypeSymbol type, INamedTypeSymbol? host)
        => NamesWithin.Of(host ?? (INamespaceOrTypeSymbol)type.ContainingNamespace).Of(type);
}
