using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Finds the methods that can't have a gate, as far as source shows: nothing tells when a call of them ends.</summary>
internal static class SymbolGateRules
{
    private const string Tasks = "System.Threading.Tasks";
    private const string Collections = "System.Collections.Generic";

    public static Refusal? Find(IMethodSymbol method)
        => IsIterator(method) || IsAsyncSequence(method) ? Refusal.EnumeratedLater
            : method.IsAsync && !IsTask(method.ReturnType) ? Refusal.NoTask
            : null;

    // A reference to an async sequence doesn't count, as for the weaver.
    private static bool IsAsyncSequence(IMethodSymbol method)
        => method is { RefKind: RefKind.None, ReturnType.OriginalDefinition: { MetadataName: "IAsyncEnumerable`1" or "IAsyncEnumerator`1" } sequence }
            && IsIn(sequence, Collections);

    private static bool IsTask(ITypeSymbol type)
        => type.OriginalDefinition is { MetadataName: "Task" or "Task`1" or "ValueTask" or "ValueTask`1" } task && IsIn(task, Tasks);

    private static bool IsIn(ITypeSymbol type, string @namespace) => type.ContainingNamespace?.ToDisplayString() == @namespace;

    // A yield in a lambda or local function makes only that function an iterator.
    private static bool IsIterator(IMethodSymbol method)
        => method.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax() is var declaration
                ? declaration.DescendantNodes(node => node == declaration || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                : [])
            .Any(node => node is YieldStatementSyntax);
}
