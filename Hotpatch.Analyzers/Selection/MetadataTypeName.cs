using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Returns the names of types and namespaces in metadata, where keywords are not escaped.</summary>
internal static class MetadataTypeName
{
    private static readonly SymbolDisplayFormat Unescaped
        = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    /// <summary>Returns the name of a type without its type arguments: <c>Shop.Box`1</c>, <c>Shop.Outer+Inner</c>.</summary>
    public static string Of(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{Of(outer)}+{type.MetadataName}"
            : NamespaceOf(type) is { Length: > 0 } @namespace ? $"{@namespace}.{type.MetadataName}"
            : type.MetadataName;

    /// <summary>Returns the namespace of a symbol; empty for the global namespace.</summary>
    public static string NamespaceOf(ISymbol symbol)
        => symbol.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(Unescaped) : string.Empty;
}
