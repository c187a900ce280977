using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>
/// The members of extension blocks, which the compiler that this is built with does not know yet: a nested type of a kind of its own
/// declares them, and implicit static methods of the class around it implement them.
/// </summary>
internal static class ExtensionMembers
{
    private const TypeKind Extension = (TypeKind)14;

    public static bool IsBlock(INamedTypeSymbol type) => type.TypeKind == Extension;

    /// <summary>The method that implements a member of an extension block of the source; the method itself where it is no such member.</summary>
    public static IMethodSymbol ImplementationOf(IMethodSymbol method)
        => method.ContainingType is { ContainingType: { } outer } block && IsBlock(block)
            ? outer.GetMembers(method.MetadataName).OfType<IMethodSymbol>()
                .FirstOrDefault(candidate => SymbolEqualityComparer.Default.Equals(DeclarationOf(candidate), method.OriginalDefinition)) ?? method
            : method;

    /// <summary>The member of an extension block that the method implements, if it does.</summary>
    public static IMethodSymbol? DeclarationOf(IMethodSymbol method)
    {
        if (method is not { IsImplicitlyDeclared: true, IsStatic: true, MethodKind: MethodKind.Ordinary, ContainingType.IsStatic: true })
            return null;

        // Both stand in the same place in the source.
        return method.ContainingType.GetTypeMembers().Where(IsBlock)
            .SelectMany(block => block.GetMembers(method.MetadataName).OfType<IMethodSymbol>())
            .FirstOrDefault(declared => declared.Locations.SequenceEqual(method.Locations));
    }
}
