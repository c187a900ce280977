using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Which methods a mark speaks of, by what it stands on.</summary>
internal static class MarkedDeclarations
{
    /// <summary>The methods of a type that a mark on it covers; of an extension block in it, those that the source declares.</summary>
    public static IEnumerable<IMethodSymbol> CoveredBy(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && SymbolMarks.IsCoveredFromOutside(method) && !IsErased(method))
            {
                yield return method;
            }
            else if (member is INamedTypeSymbol { TypeKind: SymbolMarks.Extension } block)
            {
                foreach (var declared in block.GetMembers().OfType<IMethodSymbol>().Where(SymbolMarks.IsCoveredFromOutside))
                    yield return declared;
            }
        }
    }

    /// <summary>The accessors of a property or an event.</summary>
    public static IReadOnlyList<IMethodSymbol> AccessorsOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => [.. new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>()],
        IEventSymbol @event => [.. new[] { @event.AddMethod, @event.RemoveMethod, @event.RaiseMethod }.OfType<IMethodSymbol>()],
        _ => [],
    };

    /// <summary>Whether it implements a member of an extension block.</summary>
    public static bool IsImplementation(ISymbol symbol) => symbol is IMethodSymbol { IsImplicitlyDeclared: true, AssociatedSymbol: null };

    /// <summary>Whether it is a partial method that nothing implements, so that the compiler leaves it out.</summary>
    public static bool IsErased(IMethodSymbol method)
        => method is { IsPartialDefinition: true, PartialImplementationPart: null, ReturnsVoid: true, DeclaredAccessibility: Accessibility.Private };
}
