using System.Reflection;
using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>The names of a method in source, as the configuration uses them.</summary>
internal sealed class SymbolName(IMethodSymbol method) : IMethodName
{
    public string Namespace => MetadataTypeName.NamespaceOf(method);

    public string Type => MetadataTypeName.Of(method.ContainingType);

    public string Name => method.MetadataName;

    public bool IsAggressivelyInlined => method.MethodImplementationFlags.HasFlag(MethodImplAttributes.AggressiveInlining);

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
}
