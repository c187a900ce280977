using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Workload;

/// <summary>What can be done with text and trees alone.</summary>
public sealed class Syntax(Output output, string name, string source, Random random)
{
    public void Run()
    {
        var tree = CSharpSyntaxTree.ParseText(source, new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.Diagnose), "source.cs");
        var root = tree.GetRoot();
        foreach (var node in root.DescendantNodes().Where((_, index) => index % 3 == 0))
            output.Step($"{name} node", () => $"{node.Kind()} {node.Span} {node.GetFirstToken().Kind()} {node.Parent?.Kind()} {node.ContainsDiagnostics} {node.GetLeadingTrivia().Count}");

        output.Step($"{name} trivia", () => string.Join(" ", root.DescendantTrivia(descendIntoTrivia: true).GroupBy(trivia => trivia.Kind()).Select(group => $"{group.Key} {group.Count()}")));
        output.Step($"{name} normalised", () => root.NormalizeWhitespace().ToFullString());
        output.Step($"{name} rewritten", () => new Renaming().Visit(root)!.ToFullString());
        output.Step($"{name} walked", () =>
        {
            var walker = new Counting();
            walker.Visit(root);
            return string.Join(" ", walker.Counts.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}"));
        });
        for (var number = 0; number < 10; number++)
        {
            var change = new TextChange(new TextSpan(random.Next(source.Length - 10), random.Next(10)), number % 2 == 0 ? " /* new */ " : "");
            output.Step($"{name} changed", () =>
            {
                var changed = tree.WithChangedText(tree.GetText().WithChanges(change));

                // Which nodes are taken over depends on caches, and so does how finely the changes are told; the text that they make does not.
                return tree.GetText().WithChanges(changed.GetChanges(tree)).ContentEquals(changed.GetText()) + " " + string.Join("; ", changed.GetDiagnostics().Take(5)) + " " + changed.GetRoot().IsEquivalentTo(root)
                    + " " + changed.GetLineSpan(change.Span) + SyntaxFactory.AreEquivalent(tree, changed, topLevel: true);
            });
        }

        output.Step($"{name} made", () => SyntaxFactory.CompilationUnit().AddMembers(
            SyntaxFactory.ClassDeclaration("Made").AddModifiers(SyntaxFactory.Token(SyntaxKind.PublicKeyword)).AddMembers(
                root.DescendantNodes().OfType<MethodDeclarationSyntax>().Take(3).Select(method => (MemberDeclarationSyntax)method.WithIdentifier(SyntaxFactory.Identifier("Copy"))).ToArray()))
            .NormalizeWhitespace("  ", "\n").ToFullString());
    }

    private sealed class Renaming : CSharpSyntaxRewriter
    {
        public override SyntaxToken VisitToken(SyntaxToken token)
            => token.IsKind(SyntaxKind.IdentifierToken) ? SyntaxFactory.Identifier(token.LeadingTrivia, token.Text + "_", token.TrailingTrivia) : base.VisitToken(token);

        public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node) => SyntaxFactory.ParenthesizedExpression((ExpressionSyntax)base.VisitBinaryExpression(node)!);
    }

    private sealed class Counting() : CSharpSyntaxWalker(SyntaxWalkerDepth.StructuredTrivia)
    {
        public Dictionary<string, int> Counts { get; } = new();

        public override void DefaultVisit(SyntaxNode node)
        {
            Counts[node.Kind().ToString()] = Counts.GetValueOrDefault(node.Kind().ToString()) + 1;
            base.DefaultVisit(node);
        }
    }
}
