using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.CodeFixes;

/// <summary>
/// The base of fixes that change one node. Fix All applies the fix to one node after the other, and each to the result of the one before, because
/// nodes may be nested, and names that the fixes choose must differ.
/// </summary>
public abstract class NodeCodeFix : CodeFixProvider
{
    private protected abstract IReadOnlyList<NodeFix> Fixes { get; }

    /// <inheritdoc/>
    public sealed override FixAllProvider GetFixAllProvider()
        => FixAllProvider.Create((context, document, diagnostics) => FixAllAsync(document, diagnostics, context.CodeActionEquivalenceKey, context.CancellationToken));

    /// <inheritdoc/>
    public sealed override async Task RegisterCodeFixesAsync(CodeFixContext context)
    {
        if (await context.Document.GetSyntaxRootAsync(context.CancellationToken).ConfigureAwait(false) is not { } root)
            return;

        foreach (var diagnostic in context.Diagnostics)
        {
            var target = TargetOf(root, diagnostic);
            foreach (var fix in Fixes)
            {
                // Try the fix first, and offer it only if it works. Then the result is ready when the user chooses it.
                if (await fix.ApplyAsync(context.Document, target, context.CancellationToken).ConfigureAwait(false) is { } changed)
                    context.RegisterCodeFix(CodeAction.Create(fix.Title, _ => Task.FromResult(changed), fix.Key), diagnostic);
            }
        }
    }

    private async Task<Document?> FixAllAsync(Document document, ImmutableArray<Diagnostic> diagnostics, string? key, CancellationToken cancellation)
    {
        if (Fixes.FirstOrDefault(fix => fix.Key == key) is not { } fix
            || await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false) is not { } root)
        {
            return document;
        }

        // Inner nodes come before outer nodes. Otherwise the order is that of the file.
        var targets = diagnostics
            .OrderBy(diagnostic => diagnostic.Location.SourceSpan.End)
            .ThenByDescending(diagnostic => diagnostic.Location.SourceSpan.Start)
            .Select(diagnostic => TargetOf(root, diagnostic))
            .ToArray();
        var nodes = targets.SelectMany(target => new[] { target.Node, target.Other }).OfType<SyntaxNode>().Distinct().ToArray();
        var marks = nodes.ToDictionary(node => node, _ => new SyntaxAnnotation());
        document = document.WithSyntaxRoot(root.ReplaceNodes(nodes, (original, changed) => changed.WithAdditionalAnnotations(marks[original])));
        foreach (var target in targets)
        {
            var current = await document.GetSyntaxRootAsync(cancellation).ConfigureAwait(false);
            var other = target.Other is { } further ? Marked(current!, marks[further]) : null;
            if (Marked(current!, marks[target.Node]) is { } node
                && await fix.ApplyAsync(document, new FixTarget(node, other), cancellation).ConfigureAwait(false) is { } changed)
            {
                document = changed;
            }
        }

        return document;
    }

    private static SyntaxNode? Marked(SyntaxNode root, SyntaxAnnotation mark) => root.GetAnnotatedNodes(mark).FirstOrDefault();

    private static FixTarget TargetOf(SyntaxNode root, Diagnostic diagnostic)
    {
        var further = diagnostic.AdditionalLocations.FirstOrDefault(location => location.SourceTree == root.SyntaxTree);
        return new FixTarget(NodeAt(root, diagnostic.Location.SourceSpan), further is null ? null : NodeAt(root, further.SourceSpan));
    }

    private static SyntaxNode NodeAt(SyntaxNode root, TextSpan span) => root.FindNode(span, getInnermostNodeForTie: true);
}
