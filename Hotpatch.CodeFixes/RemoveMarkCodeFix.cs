using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.CodeFixes;

/// <summary>Removes a mark without an effect.</summary>
[ExportCodeFixProvider(LanguageNames.CSharp, Name = nameof(RemoveMarkCodeFix))]
public sealed class RemoveMarkCodeFix : NodeCodeFix
{
    /// <inheritdoc/>
    public override ImmutableArray<string> FixableDiagnosticIds { get; } = ImmutableArray.Create("HP0032");

    private protected override IReadOnlyList<NodeFix> Fixes { get; } = [new NodeFix("Remove the attribute", "HP0032.Remove", RemoveAsync)];

    private static async Task<Document?> RemoveAsync(Document document, FixTarget target, CancellationToken cancellation)
    {
        if (target.Node.FirstAncestorOrSelf<AttributeSyntax>() is not { Parent: AttributeListSyntax { Parent: { } owner } list } attribute
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return null;
        }

        return document.WithSyntaxRoot(list.Attributes.Count > 1
            ? root.RemoveNode(attribute, SyntaxRemoveOptions.KeepNoTrivia)!
            : root.ReplaceNode(owner, Without(owner, list)));
    }

    private static SyntaxNode Without(SyntaxNode owner, AttributeListSyntax list)
    {
        // Text before the list, such as documentation, moves to the next node.
        var before = list.GetLeadingTrivia();
        var next = list.GetLastToken().GetNextToken();
        var after = list.GetTrailingTrivia().SkipWhile(trivia => trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia)).ToArray();
        var trivia = after.Length > 0 ? before.AddRange(after).AddRange(next.LeadingTrivia) : before;
        var marked = owner.TrackNodes(list);
        var following = marked.GetCurrentNode(list)!.GetLastToken().GetNextToken();
        var moved = marked.ReplaceToken(following, following.WithLeadingTrivia(trivia));
        return moved.RemoveNode(moved.GetCurrentNode(list)!, SyntaxRemoveOptions.KeepNoTrivia)!;
    }
}
