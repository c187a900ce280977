using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules;
using Hotpatch.Analyzers.Selection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.CodeFixes;

/// <summary>Replaces a look-up by a bound delegate with the method's handle.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(BoundDelegateCodeFix))]
public sealed class BoundDelegateCodeFix : NodeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("HP0035");

    private protected override IReadOnlyList<NodeFix> Fixes { get; } = [new NodeFix("Use the method's handle", "HP0035.Handle", UseHandleAsync)];

    private static async Task<Document?> UseHandleAsync(Document document, FixTarget target, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || RuntimeSymbols.Find(model.Compilation) is not { } symbols
            || model.GetSymbolInfo(target.Node, cancellation).Symbol is not IMethodSymbol method
            || CallAround(target.Node, model, symbols, cancellation) is not { } call)
        {
            return null;
        }

        method = method.ReducedFrom is { } extension ? Close(extension, method) : ExtensionMembers.ImplementationOf(method);
        var handles = new HandleExpressions(model, symbols, call.SpanStart);
        return (handles.ByMember(method) ?? ByName(call, method, handles)) is { } handle
            ? document.WithSyntaxRoot(root.ReplaceNode(call, handle.WithTriviaFrom(call)))
            : null;
    }

    private static InvocationExpressionSyntax? CallAround(SyntaxNode node, SemanticModel model, RuntimeSymbols symbols, CancellationToken cancellation)
        => node.Ancestors().OfType<InvocationExpressionSyntax>()
            .FirstOrDefault(call => model.GetSymbolInfo(call, cancellation).Symbol is IMethodSymbol called && symbols.IsForDelegate(called));

    private static IMethodSymbol Close(IMethodSymbol extension, IMethodSymbol reduced)
    {
        if (!extension.IsGenericMethod)
            return extension;

        // The receiver determines some type parameters, the call the others.
        var arguments = extension.TypeParameters.Select(parameter =>
            reduced.GetTypeInferredDuringReduction(parameter)
                ?? reduced.TypeParameters.Zip(reduced.TypeArguments, (own, argument) => (own, argument)).FirstOrDefault(pair => pair.own.Name == parameter.Name).argument
                ?? parameter);
        return extension.Construct([.. arguments]);
    }

    // Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), nameof(PriceService.Quote)), or
    // Patchable.For<Func<string, string>>(Texts.Twice)
    private static ExpressionSyntax? ByName(InvocationExpressionSyntax call, IMethodSymbol method, HandleExpressions handles)
    {
        if (handles.DelegateOf(method) is not { } signature)
            return null;

        var type = handles.Text(method.ContainingType);
        var lookup = call.Expression is MemberAccessExpressionSyntax access ? access.Expression + ".For" : "For";
        var typeArguments = string.Concat(method.TypeArguments.Select(argument => $", typeof({handles.Text(argument)})"));
        return SyntaxFactory.ParseExpression(method.IsStatic
            ? $"{lookup}<{handles.Text(signature)}>({type}.{handles.Name(method)})"
            : $"{lookup}<{handles.Text(signature)}>(typeof({type}), nameof({type}.{HandleExpressions.Escape(method.Name)}){typeArguments})");
    }
}
