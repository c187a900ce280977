using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Rules.Marks;

/// <summary>Finds the methods to which a mark on a declaration applies.</summary>
internal static class MarkedDeclarations
{
    /// <summary>Returns the methods of a type that a mark on the type covers.</summary>
    public static IEnumerable<IMethodSymbol> CoveredBy(INamedTypeSymbol type)
        => type.GetMembers().OfType<IMethodSymbol>().Where(method => SymbolMarks.IsCoveredFromOutside(method) && !EmittedMethods.IsPartialWithoutBody(method));

    /// <summary>Returns the accessors of a property or an event.</summary>
    public static IReadOnlyList<IMethodSymbol> AccessorsOf(ISymbol symbol) => symbol switch
    {
        IPropertySymbol property => [.. new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>()],
        IEventSymbol @event => [.. new[] { @event.AddMethod, @event.RemoveMethod, @event.RaiseMethod }.OfType<IMethodSymbol>()],
        _ => [],
    };

    /// <summary>Whether the method implements a member of an extension block. It has the same marks in the same place.</summary>
    public static bool IsImplementation(ISymbol symbol) => symbol is IMethodSymbol method && ExtensionMembers.DeclarationOf(method) is not null;
}
