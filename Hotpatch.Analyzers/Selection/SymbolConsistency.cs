using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Reads the consistency that marks set for a method.</summary>
internal static class SymbolConsistency
{
    private const string Argument = "Consistency";

    /// <summary>Whether the method is <c>Immediate</c>. The nearest mark that sets a consistency decides.</summary>
    /// <param name="method">The method.</param>
    /// <param name="otherwise">The consistency if no mark sets one.</param>
    public static bool IsImmediate(IMethodSymbol method, PatchConsistency otherwise)
        => (In(method) ?? In((ExtensionMembers.DeclarationOf(method) ?? method).AssociatedSymbol) ?? In(method.ContainingType)
            ?? In(InheritedSymbolMarks.Find(method)) ?? In(method.ContainingAssembly) ?? (int)otherwise) == (int)PatchConsistency.Immediate;

    private static int? In(ISymbol? symbol)
        => symbol?.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute)?
            .NamedArguments.FirstOrDefault(argument => argument.Key == Argument).Value.Value as int?;
}
