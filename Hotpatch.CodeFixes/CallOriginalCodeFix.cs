using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Hotpatch.CodeFixes;

/// <summary>Makes a replacement call its handle's original instead of the patched method, and a layer the delegate below it.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(CallOriginalCodeFix))]
public sealed class CallOriginalCodeFix : NodeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("HP0033");

    private protected override IReadOnlyList<NodeFix> Fixes { get; } =
    [
        new NodeFix("Call the handle's Original", "HP0033.Original", (document, target, cancellation) => CallAsync(document, target, OriginalOf, cancellation)),
        new NodeFix("Call what the layer wraps", "HP0033.Below", (document, target, cancellation) => CallAsync(document, target, Wrapped, cancellation)),
    ];

    private static async Task<Document?> CallAsync(
        Document document, FixTarget target, Func<FixTarget, SemanticModel, CancellationToken, ExpressionSyntax?> find, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || find(target, model, cancellation) is not { } callee
            || model.GetOperation(target.Node, cancellation) is not { } call
            || OriginalArguments.Of(call) is not { } arguments)
        {
            return null;
        }

        // Replace an assignment to a property or an event as a whole.
        var replaced = arguments.Replaced;
        var called = InvocationExpression(
            callee,
            ArgumentList(SeparatedList(arguments.Arguments, Enumerable.Repeat(Token(SyntaxKind.CommaToken).WithTrailingTrivia(Space), Math.Max(0, arguments.Arguments.Count - 1)))));
        return document.WithSyntaxRoot(root.ReplaceNode(replaced, called.WithTriviaFrom(replaced)));
    }

    /// <summary>Returns <c>handle.Original</c>, or null if the handle's expression can't be repeated.</summary>
    private static ExpressionSyntax? OriginalOf(FixTarget target, SemanticModel model, CancellationToken cancellation)
        => target.Other is ExpressionSyntax handle
            && IsSimple(handle)
            && RuntimeSymbols.Find(model.Compilation) is { } symbols
            && RuntimeSymbols.Is(model.GetTypeInfo(handle, cancellation).Type?.OriginalDefinition, symbols.TypedPatchHandle)
            && IsInReach(handle, model.GetSymbolInfo(handle, cancellation).Symbol, target.Node, model, cancellation)
                ? MemberAccessExpression(SyntaxKind.SimpleMemberAccessExpression, handle.WithoutTrivia(), IdentifierName("Original"))
                : null;

    /// <summary>Returns a wrapper's parameter, or null if there is none.</summary>
    private static ExpressionSyntax? Wrapped(FixTarget target, SemanticModel model, CancellationToken cancellation)
        => target.Other is ParameterSyntax parameter
            && IdentifierName(parameter.Identifier.WithoutTrivia()) is var next
            && IsInReach(next, model.GetDeclaredSymbol(parameter, cancellation), target.Node, model, cancellation)
                ? next
                : null;

    /// <summary>Whether a second copy of the expression means the same: it is a variable, a member of one, or a generated member with type arguments.</summary>
    private static bool IsSimple(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax or GenericNameSyntax or ThisExpressionSyntax or AliasQualifiedNameSyntax or PredefinedTypeSyntax => true,
        MemberAccessExpressionSyntax access => IsSimple(access.Expression),
        InvocationExpressionSyntax { ArgumentList.Arguments.Count: 0, Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax } access } => IsSimple(access.Expression),
        _ => false,
    };

    /// <summary>Whether the expression means the same at the place of the call.</summary>
    private static bool IsInReach(ExpressionSyntax expression, ISymbol? meant, SyntaxNode call, SemanticModel model, CancellationToken cancellation)
    {
        var there = model.GetSpeculativeSymbolInfo(call.SpanStart, expression, SpeculativeBindingOption.BindAsExpression).Symbol;
        if (!RuntimeSymbols.Is(there, meant))
            return false;

        // A static function can't use the locals and the instance of the code around it.
        var enclosing = call.Ancestors().Where(IsStaticFunction).FirstOrDefault();
        return enclosing is null || (meant is not (ILocalSymbol or IParameterSymbol) && (meant?.IsStatic == true || IsOfStatic(expression, model, cancellation)));
    }

    private static bool IsStaticFunction(SyntaxNode node) => node switch
    {
        AnonymousFunctionExpressionSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        LocalFunctionStatementSyntax function => function.Modifiers.Any(SyntaxKind.StaticKeyword),
        _ => false,
    };

    // PriceService.Patches.Quote is an instance member, but its receiver is static.
    private static bool IsOfStatic(ExpressionSyntax handle, SemanticModel model, CancellationToken cancellation)
        => handle is InvocationExpressionSyntax call ? IsOfStatic(call.Expression, model, cancellation)
            : handle is MemberAccessExpressionSyntax { Expression: var owner }
                && (model.GetSymbolInfo(owner, cancellation).Symbol is { IsStatic: true } or INamedTypeSymbol || IsOfStatic(owner, model, cancellation));
}
