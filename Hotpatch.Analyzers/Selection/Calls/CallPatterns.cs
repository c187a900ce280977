using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>
/// Finds the types that a pattern for calls names in full, with or without a member: <c>System.IO.File</c>, <c>System.IO.File.*</c>. A pattern with
/// <c>*</c> in the name of the type may mean any type of any reference, so there are no handles by name for it.
/// </summary>
internal static class CallPatterns
{
    private const string ConstructorEnd = "..ctor";

    public static IEnumerable<INamedTypeSymbol> TypesOf(NamePattern pattern, Compilation compilation)
    {
        var text = pattern.Text;
        var names = new List<string> { text };
        if (text.EndsWith(ConstructorEnd, StringComparison.Ordinal))
            names.Add(text.Substring(0, text.Length - ConstructorEnd.Length));
        else if (text.LastIndexOf('.') is var end and > 0)
            names.Add(text.Substring(0, end));

        return names.Where(name => name.IndexOf('*') < 0)
            .SelectMany(name => Named(name, compilation))
            .Distinct<INamedTypeSymbol>(SymbolEqualityComparer.Default)
            .Where(type => compilation.IsSymbolAccessibleWithin(type, compilation.Assembly));
    }

    private static IEnumerable<INamedTypeSymbol> Named(string name, Compilation compilation)
        => name.IndexOf('+') >= 0 || name.IndexOf('`') >= 0
            ? compilation.GetTypesByMetadataName(name)
            : name.Split('.').Aggregate(
                Enumerable.Repeat<INamespaceOrTypeSymbol>(compilation.GlobalNamespace, 1),
                (containers, part) => containers.SelectMany(container => container.GetMembers(part)).OfType<INamespaceOrTypeSymbol>()).OfType<INamedTypeSymbol>();
}
