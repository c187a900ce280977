using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Selection;

/// <summary>Which methods cannot have a gate, as far as source tells it: those whose calls end at a time that nobody tells.</summary>
internal static class SymbolGateRules
{
    private const string Tasks = "System.Threading.Tasks";

    public static Refusal? Find(IMethodSymbol method)
        => IsIterator(method) || method.ReturnType.OriginalDefinition.MetadataName is "IAsyncEnumerable`1" or "IAsyncEnumerator`1" ? Refusal.EnumeratedLater
            : method.IsAsync && !IsTask(method.ReturnType) ? Refusal.NoTask
            : null;

    private static bool IsTask(ITypeSymbol type)
        => type.OriginalDefinition is { MetadataName: "Task" or "Task`1" or "ValueTask" or "ValueTask`1" } task
            && task.ContainingNamespace?.ToDisplayString() == Tasks;

    // What lambdas and local functions yield is theirs.
    private static bool IsIterator(IMethodSymbol method)
        => method.DeclaringSyntaxReferences
            .SelectMany(reference => reference.GetSyntax() is var declaration
                ? declaration.DescendantNodes(node => node == declaration || node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
                : [])
            .Any(node => node is YieldStatementSyntax);
}
