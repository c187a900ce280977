using Microsoft.CodeAnalysis;

namespace Hotpatch.CodeFixes;

/// <summary>One way to fix a diagnostic.</summary>
/// <param name="Title">The title in editors.</param>
/// <param name="Key">The key. Diagnostics with the same key can be fixed together.</param>
/// <param name="ApplyAsync">Returns the fixed document, or null if this fix doesn't work here.</param>
internal sealed record NodeFix(string Title, string Key, Func<Document, FixTarget, CancellationToken, Task<Document?>> ApplyAsync);
