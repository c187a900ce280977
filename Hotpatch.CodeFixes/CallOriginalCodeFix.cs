using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Hotpatch.CodeFixes;

/// <summary>Lets a replacement call its handle's original in place of the patched method.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallOriginalCodeFix))]
public sealed class CallOriginalCodeFix : NodeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("HP0033");

    private protected override IReadOnlyList<NodeFix> Fixes { get; } = [new NodeFix("Call the handle's Original", "HP0033.Original", CallOriginalAsync)];

    private static async Task<Document?> CallOriginalAsync(Document document, FixTarget target, CancellationToken cancellation)
    {
        if (target.Other is not ExpressionSyntax handle
            || !IsSimple(handle)
            || await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || RuntimeSymbols.Find(model.Compilation) is not { } symbols
            || !RuntimeSymbols.Is(model.GetTypeInfo(handle, cancellation).Type?.OriginalDefinition, symbols.TypedPatchHandle)
            || !IsInReach(handle, target.Node, model, cancellation)
            || model.GetOperation(target.Node, cancellation) is not { } call
            || OriginalArguments.Of(call) is not { } arguments)
        {
            return null;
        }

        // An assignment to a property or an event is replaced as a whole.
        var replaced = arguments.Replaced;
        var original = InvocationExpression(
            MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, handle.WithoutTrivia(), IdentifierName("Original")),
            ArgumentList(SeparatedList(arguments.Arguments, Enumerable.Repeat(Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), Math.Max(0, arguments.Arguments.Count - 1)))));
        return document.WithSyntaxRoot(root.ReplaceNode(replaced, original.WithTriviaFrom(replaced)));
    }

    /// <summary>Whether to write it again means the same: a variable or a member of one, or a generated member with type arguments.</summary>
    private static bool IsSimple(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or GenericNameSyntax or ThisExpressionSyntax or AliasQualifiedNameSyntax or PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax access => IsSimple(access.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax } access } => IsSimple(access.Expression),
        _ => false,
    };

    /// <summary>Whether the same expression means the same handle at the place of the call.</summary>
    private static bool IsInReach(ExpressionSyntax handle, SyntaxNode call, SemanticModel model, CancellationToken cancellation)
    {
        var meant = model.GetSymbolInfo(handle, cancellation).Symbol;
        var there = model.GetSpeculativeSymbolInfo(call.SpanStart, handle, SpeculativeBindingOption.BindAsExpression).Symbol;
        if (!RuntimeSymbols.Is(there, meant))
            return false;

        // A static function cannot read locals or this; those around it can.
        var enclosing = call.Ancestors().Where(IsStaticFunction).FirstOrDefault();
        return enclosing is null || (meant is not (ILocalSymbol or IParameterSymbol) && (meant?.IsStatic == true || IsOfStatic(handle, model, cancellation)));
    }

    private static bool IsStaticFunction(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    // PriceService.Patches.Quote: an instance member, but of what a static one gives.
    private static bool IsOfStatic(ExpressionSyntax handle, SemanticModel model, CancellationToken cancellation)
        => handle is InvocationExpressionSyntax call ? IsOfStatic(call.Expression, model, cancellation)
            : handle is MemberAccessExpressionSyntax { Expression: var owner }
                && (model.GetSymbolInfo(owner, cancellation).Symbol is { IsStatic: true } or INamedTypeSymbol || IsOfStatic(owner, model, cancellation));
}
