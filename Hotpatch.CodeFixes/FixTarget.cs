using Microsoft.CodeAnalysis;

namespace Hotpatch.CodeFixes;

/// <summary>The nodes that a diagnostic is about.</summary>
/// <param name="Node">The node at the diagnostic's location.</param>
/// <param name="Other">The node at its additional location in the same file; null if there is none.</param>
internal sealed record FixTarget(SyntaxNode Node, SyntaxNode? Other);
