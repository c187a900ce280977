using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>What the marks promise of patching a method.</summary>
internal static class SymbolConsistency
{
    private const string Argument = "Consistency";

    /// <summary>Whether the nearest mark that says so asks for no more than the branch, or none does.</summary>
    /// <param name="method">The method.</param>
    /// <param name="otherwise">What FodyWeavers.xml says.</param>
    public static bool IsImmediate(IMethodSymbol method, PatchConsistency otherwise)
        => (In(method) ?? In((ExtensionMembers.DeclarationOf(method) ?? method).AssociatedSymbol) ?? In(method.ContainingType)
            ?? In(InheritedSymbolMarks.Find(method)) ?? In(method.ContainingAssembly) ?? (int)otherwise) == (int)PatchConsistency.Immediate;

    private static int? In(ISymbol? symbol)
        => symbol?.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute)?
            .NamedArguments.FirstOrDefault(argument => argument.Key == Argument).Value.Value as int?;
}
