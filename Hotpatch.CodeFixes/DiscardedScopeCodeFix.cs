using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Formatting;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace Hotpatch.CodeFixes;

/// <summary>Ends a scope or a layer at the end of its block, or replaces a scope by a patch.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(DiscardedScopeCodeFix))]
public sealed class DiscardedScopeCodeFix : NodeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("HP0034");

    private protected override IReadOnlyList<NodeFix> Fixes { get; } =
    [
        new NodeFix("End it at the end of the block", "HP0034.Using", UseAsync),
        new NodeFix("Use Patch", "HP0034.Patch", PatchAsync),
    ];

    private static async Task<Document?> UseAsync(Document document, FixTarget target, CancellationToken cancellation)
    {
        if (await document.GetSemanticModelAsync(cancellation).ConfigureAwait(false) is not { } model
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root
            || target.Node is not ExpressionSyntax scope
            || NameFor(model.GetTypeInfo(scope, cancellation).Type) is not { } name)
        {
            return null;
        }

        var declares = root.SyntaxTree.Options is CSharpParseOptions { LanguageVersion: >= LanguageVersion.CSharp8 };
        if (scope.Parent is EqualsValueClauseSyntax { Parent.Parent.Parent: LocalDeclarationStatementSyntax local })
            return declares && CanUse(local) ? document.WithSyntaxRoot(root.ReplaceNode(local, WithUsing(local))) : null;

        if (StatementOf(target.Node) is not { } statement)
            return null;

        return statement.Parent switch
        {
            BlockSyntax or GlobalStatementSyntax when declares => document.WithSyntaxRoot(root.ReplaceNode(statement, Declaration(statement, scope, UnusedName(name, statement, model)))),
            BlockSyntax block => document.WithSyntaxRoot(root.ReplaceNode(block, WithUsing(block, statement, scope))),
            _ => null,
        };
    }

    private static bool CanUse(LocalDeclarationStatementSyntax local)
        => local is { Parent: BlockSyntax or GlobalStatementSyntax, Declaration.Variables.Count: 1 };

    private static LocalDeclarationStatementSyntax WithUsing(LocalDeclarationStatementSyntax local)
        => local.WithoutLeadingTrivia()
            .WithUsingKeyword(Token(SyntaxKind.UsingKeyword).WithTrailingTrivia(Space))
            .WithLeadingTrivia(local.GetLeadingTrivia());

    // using var scope = …;
    private static LocalDeclarationStatementSyntax Declaration(ExpressionStatementSyntax statement, ExpressionSyntax scope, string name)
    {
        var variable = VariableDeclarator(Identifier(name), argumentList: null, EqualsValueClause(scope.WithoutLeadingTrivia()));
        return LocalDeclarationStatement(
                awaitKeyword: default, Token(SyntaxKind.UsingKeyword), modifiers: default,
                VariableDeclaration(IdentifierName("var"), SingletonSeparatedList(variable)), statement.SemicolonToken)
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
    }

    // using (…) { the rest of the block }
    private static BlockSyntax WithUsing(BlockSyntax block, ExpressionStatementSyntax statement, ExpressionSyntax scope)
    {
        var index = block.Statements.IndexOf(statement);
        var after = statement.GetTrailingTrivia();
        var body = Block(block.Statements.Skip(index + 1))
            .WithTrailingTrivia(after.Where(trivia => trivia.IsKind(SyntaxKind.EndOfLineTrivia)));
        var @using = UsingStatement(declaration: null, scope.WithoutTrivia(), body)
            .WithLeadingTrivia(statement.GetLeadingTrivia())
            .WithAdditionalAnnotations(Formatter.Annotation);
        @using = @using.WithCloseParenToken(@using.CloseParenToken.WithTrailingTrivia(after));
        return block.WithStatements(List(block.Statements.Take(index).Append(@using)));
    }

    private static async Task<Document?> PatchAsync(Document document, FixTarget target, CancellationToken cancellation)
    {
        var call = target.Node is ConditionalAccessExpressionSyntax access ? access.WhenNotNull : target.Node;
        var name = call is not InvocationExpressionSyntax { Expression: var called } ? null
            : called is MemberAccessExpressionSyntax member ? member.Name
            : (called as MemberBindingExpressionSyntax)?.Name;

        // Patch returns nothing to declare a variable with.
        if (name is not { Identifier.ValueText: "PatchScoped" } || target.Node.Parent is EqualsValueClauseSyntax || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
            return null;

        var patch = target.Node.ReplaceNode(name, IdentifierName("Patch").WithTriviaFrom(name));

        // A discard can't take an expression without a result.
        SyntaxNode replaced = target.Node.Parent is AssignmentExpressionSyntax assignment ? assignment : target.Node;
        return document.WithSyntaxRoot(root.ReplaceNode(replaced, patch.WithTriviaFrom(replaced)));
    }

    private static ExpressionStatementSyntax? StatementOf(SyntaxNode scope) => scope.Parent switch
    {
        ExpressionStatementSyntax statement => statement,
        AssignmentExpressionSyntax { Parent: ExpressionStatementSyntax statement } => statement,
        _ => null,
    };

    private static string? NameFor(ITypeSymbol? type) => type?.Name switch
    {
        "PatchScope" or "GenericPatchScope" => "scope",
        "PatchLayer" => "layer",
        "FlowPatch" or "GenericFlowPatch" or "InstancePatch" => "patch",
        "PatchCanary" or "GenericPatchCanary" => "canary",
        "PatchShadow" => "shadow",
        "InterceptionSet" => "interceptors",
        "CallObservation" or "CallMetrics" or "ObservationSet" => "observer",
        "CallRecording" => "recording",
        _ => null,
    };

    private static string UnusedName(string wanted, SyntaxNode statement, SemanticModel model)
    {
        var member = statement.FirstAncestorOrSelf<MemberDeclarationSyntax>(candidate => candidate is not GlobalStatementSyntax) ?? statement.SyntaxTree.GetRoot();
        var used = new HashSet<string>(
            member.DescendantTokens().Where(token => token.IsKind(SyntaxKind.IdentifierToken)).Select(token => token.ValueText)
                .Concat(model.LookupSymbols(statement.SpanStart, name: wanted).Select(symbol => symbol.Name)),
            StringComparer.Ordinal);
        return Enumerable.Range(1, int.MaxValue).Select(number => number == 1 ? wanted : wanted + number).First(name => !used.Contains(name));
    }
}
