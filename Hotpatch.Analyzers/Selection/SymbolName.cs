using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>A method of the source as the configuration speaks of it.</summary>
internal sealed class SymbolName(IMethodSymbol method) : IMethodName
{
    // As metadata has it: what is shown to users has keywords escaped.
    private static readonly SymbolDisplayFormat Unescaped
        = new(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces);

    public string Namespace => NamespaceOf(method);

    public string Type => TypeName(method.ContainingType);

    public string Name => method.MetadataName;

    public bool IsVisible
    {
        get
        {
            for (ISymbol? symbol = method; symbol is not (null or INamespaceSymbol); symbol = symbol.ContainingSymbol)
            {
                if (symbol.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                    return false;
            }

            return true;
        }
    }

    /// <summary>The namespace of a symbol; empty for the global one.</summary>
    public static string NamespaceOf(ISymbol symbol)
        => symbol.ContainingNamespace is { IsGlobalNamespace: false } @namespace ? @namespace.ToDisplayString(Unescaped) : string.Empty;

    private string TypeName(INamedTypeSymbol type)
        => type.ContainingType is { } outer ? $"{TypeName(outer)}+{type.MetadataName}"
            : Namespace.Length > 0 ? $"{Namespace}.{type.MetadataName}"
            : type.MetadataName;
}
