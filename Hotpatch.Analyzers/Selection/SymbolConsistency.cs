using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection;

/// <summary>What the marks promise of patching a method; what FodyWeavers.xml says where they do not, the build alone looks at.</summary>
internal static class SymbolConsistency
{
    private const string Argument = "Consistency";
    private const int Immediate = 0;

    /// <summary>Whether the nearest mark that says so asks for no more than the branch, or none does.</summary>
    public static bool IsImmediate(IMethodSymbol method)
        => (In(method) ?? In(method.AssociatedSymbol) ?? In(method.ContainingType) ?? In(method.ContainingAssembly) ?? Immediate) == Immediate;

    private static int? In(ISymbol? symbol)
        => symbol?.GetAttributes()
            .FirstOrDefault(attribute => attribute.AttributeClass?.ToDisplayString() == SymbolNames.PatchableAttribute)?
            .NamedArguments.FirstOrDefault(argument => argument.Key == Argument).Value.Value as int?;
}
