using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>The names by which <c>[assembly: PatchableCalls]</c> and the configuration select called methods.</summary>
internal static class CallNames
{
    private const string Constructor = "Constructor";
    private const string Indexer = "Item";

    /// <summary>Whether a name stands for the method: its own name, or that of its property or event.</summary>
    public static bool Means(string name, IMethodSymbol method) => All(method).Contains(name, StringComparer.Ordinal);

    /// <summary>Returns the names of a method, that of its property or event first.</summary>
    public static IEnumerable<string> All(IMethodSymbol method)
    {
        if (method.MethodKind == MethodKind.Constructor)
            return [method.MetadataName, Constructor];

        return (method.AssociatedSymbol ?? ExtensionOwnerOf(method)) switch
        {
            IPropertySymbol { IsIndexer: true } indexer => [indexer.MetadataName, Indexer, method.MetadataName],
            { } owner => [owner.MetadataName, method.MetadataName],
            null => [method.MetadataName],
        };
    }

    /// <summary>Returns the names of a method that a pattern may match.</summary>
    public static IEnumerable<IMethodName> InPatterns(IMethodSymbol method) => All(method).Distinct(StringComparer.Ordinal).Select(name => new CalledName(method, name));

    /// <summary>Returns the property of an extension block whose accessor the method implements, or null.</summary>
    private static IPropertySymbol? ExtensionOwnerOf(IMethodSymbol method)
        => !method.IsStatic || !method.ContainingType.IsStatic || method.MethodKind != MethodKind.Ordinary ? null
            : method.ContainingType.GetTypeMembers().Where(ExtensionMembers.IsBlock)
                .SelectMany(block => block.GetMembers().OfType<IPropertySymbol>())
                .FirstOrDefault(property => property.GetMethod?.MetadataName == method.MetadataName || property.SetMethod?.MetadataName == method.MetadataName);

    private sealed class CalledName(IMethodSymbol method, string name) : IMethodName
    {
        public string Namespace => MetadataTypeName.NamespaceOf(method);

        public string Type => MetadataTypeName.Of(method.ContainingType);

        public string Name => name;

        public bool IsVisible => true;

        public bool IsAggressivelyInlined => false;
    }
}
