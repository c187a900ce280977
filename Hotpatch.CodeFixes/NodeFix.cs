using Microsoft.CodeAnalysis;

namespace Hotpatch.CodeFixes;

/// <summary>One way to mend one diagnostic.</summary>
/// <param name="Title">What editors show.</param>
/// <param name="Key">The same for all diagnostics that can be mended together.</param>
/// <param name="ApplyAsync">Makes the mended file; null where this way does not serve.</param>
internal sealed record NodeFix(string Title, string Key, Func<Document, FixTarget, CancellationToken, Task<Document?>> ApplyAsync);
