using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>
/// Reads the members of extension blocks, which this project's version of Roslyn doesn't know. A nested type of another kind declares them, and
/// implicit static methods of the enclosing class implement them.
/// </summary>
internal static class ExtensionMembers
{
    private const TypeKind Extension = (TypeKind)14;

    public static bool IsBlock(INamedTypeSymbol type) => type.TypeKind == Extension;

    /// <summary>Returns the method that implements a member of an extension block. Returns any other method itself.</summary>
    public static IMethodSymbol ImplementationOf(IMethodSymbol method)
        => method.ContainingType is { ContainingType: { } outer } block && IsBlock(block)
            ? outer.GetMembers(method.MetadataName).OfType<IMethodSymbol>()
                .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(DeclarationOf(candidate), method.OriginalDefinition)) ?? method
            : method;

    /// <summary>Returns the member of an extension block that the method implements, or null.</summary>
    public static IMethodSymbol? DeclarationOf(IMethodSymbol method)
    {
        if (method is not { IsImplicitlyDeclared: true, IsStatic: true, MethodKind: MethodKind.Ordinary, ContainingType.IsStatic: true })
            return null;

        // The compiler gives both the same location.
        return method.ContainingType.GetTypeMembers().Where(IsBlock)
            .SelectMany(block => block.GetMembers(method.MetadataName).OfType<IMethodSymbol>())
            .FirstOrDefault(declared => declared.Locations.SequenceEqual(method.Locations));
    }
}
