using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// The text of declarations without the parts that no other declaration can depend on: bodies, initializers, white space, and comments that are
/// no documentation. If two texts are equal, so are the symbols, as far as handles depend on them.
/// </summary>
/// <param name="isLeftOut">Selects more nodes to leave out; null for none.</param>
internal sealed class Skeleton(Func<SyntaxNode, bool>? isLeftOut = null)
{
    // This character is in no token.
    private const char End = '\n';

    private readonly StringBuilder _text = new();

    /// <summary>Whether the declarations name members of other types, so that the generated source depends on those too.</summary>
    public bool NamesOthersMembers { get; private set; }

    public static string Of(SyntaxNode node)
    {
        var skeleton = new Skeleton();
        skeleton.Add(node);
        return skeleton.ToString();
    }

    public void Add(string text) => _text.Append(text).Append(End);

    public void Add(SyntaxNode node)
    {
        if (isLeftOut?.Invoke(node) == true)
        {
            AddDirectives(node);
            return;
        }

        switch (node)
        {
            case BlockSyntax or ArrowExpressionClauseSyntax or GlobalStatementSyntax:
                AddBody(node);
                return;
            case EqualsValueClauseSyntax value when IsInitializer(value):
                AddDirectives(node);
                return;

            // A loop instead of recursion, because expressions may be nested to any depth.
            case ExpressionSyntax:
                foreach (var token in node.DescendantTokens())
                    Add(token);

                return;

            // An override has the constraints of the method that it overrides.
            case MethodDeclarationSyntax { TypeParameterList: not null } method when method.Modifiers.Any(SyntaxKind.OverrideKeyword):
            case AttributeSyntax { ArgumentList: { } arguments } when arguments.Arguments.Any(argument => !IsSelfContained(argument.Expression)):
                NamesOthersMembers = true;
                break;
        }

        foreach (var child in node.ChildNodesAndTokens())
        {
            if (child.AsNode() is { } inner)
                Add(inner);
            else
                Add(child.AsToken());
        }
    }

    public override string ToString() => _text.ToString();

    /// <summary>Whether an attribute's argument depends only on itself, types and constants. All of these are compared.</summary>
    private static bool IsSelfContained(ExpressionSyntax expression)
        => expression is LiteralExpressionSyntax or TypeOfExpressionSyntax
            or MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "Consistency" } };

    private static bool IsInitializer(EqualsValueClauseSyntax value)
        => value.Parent switch
        {
            PropertyDeclarationSyntax => true,
            VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax field } => !field.Modifiers.Any(SyntaxKind.ConstKeyword),
            _ => false,
        };

    // Two things in a body matter: yield decides whether the method can have a gate, and field whether the property has a backing field.
    private void AddBody(SyntaxNode body)
    {
        Add(body is ArrowExpressionClauseSyntax ? "=>" : "{}");
        if (body.DescendantNodes(static node => node is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax)).Any(node => node is YieldStatementSyntax))
            Add("yield");

        if (body.Parent is AccessorDeclarationSyntax or BasePropertyDeclarationSyntax && body.DescendantTokens().Any(token => token.Text == "field"))
            Add("field");

        AddDirectives(body);
    }

    private void AddDirectives(SyntaxNode node)
    {
        if (!node.ContainsDirectives)
            return;

        foreach (var trivia in node.DescendantTrivia().Where(trivia => trivia.IsKind(SyntaxKind.NullableDirectiveTrivia)))
            Add(trivia.ToString());
    }

    private void Add(SyntaxToken token)
    {
        if (token.HasStructuredTrivia)
            Add(token.LeadingTrivia);

        Add(token.IsMissing ? "?" : token.Text);
        if (token.HasStructuredTrivia)
            Add(token.TrailingTrivia);
    }

    private void Add(SyntaxTriviaList list)
    {
        foreach (var trivia in list)
        {
            if (trivia.IsKind(SyntaxKind.NullableDirectiveTrivia))
                Add(trivia.ToString());

            if (!trivia.IsKind(SyntaxKind.SingleLineDocumentationCommentTrivia) && !trivia.IsKind(SyntaxKind.MultiLineDocumentationCommentTrivia))
                continue;

            var comment = trivia.ToFullString();
            Add(comment);
            if (comment.IndexOf("cref", StringComparison.Ordinal) >= 0)
                NamesOthersMembers = true;
        }
    }
}
