using Microsoft.CodeAnalysis;

namespace Hotpatch.CodeFixes;

/// <summary>What a diagnostic speaks of.</summary>
/// <param name="Node">The node at its place.</param>
/// <param name="Other">The node at its further place, in the same file; null where it has none.</param>
internal sealed record FixTarget(SyntaxNode Node, SyntaxNode? Other);
