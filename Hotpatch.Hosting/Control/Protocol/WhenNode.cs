namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>
/// A node of a condition over a call. The client parses C# into it; the process evaluates it without running any code of the program: it reads fields, and the
/// properties of the core library's own types.
/// </summary>
/// <param name="Kind">
/// <c>argument</c>, <c>instance</c>, <c>result</c>, <c>exception</c>, <c>milliseconds</c>, <c>text</c>, <c>number</c>, <c>true</c>, <c>false</c>, <c>null</c>, <c>name</c>,
/// <c>member</c>, <c>?member</c> (null for null), <c>index</c>, <c>is</c>, <c>call</c>, <c>!</c>, <c>-</c>, or a binary operator of C#.
/// </param>
/// <param name="Text">The name or the text, for kinds that have one.</param>
/// <param name="Number">The number, for <c>number</c>.</param>
/// <param name="Nodes">The operands.</param>
internal sealed record WhenNode(string Kind, string? Text = null, decimal? Number = null, IReadOnlyList<WhenNode>? Nodes = null);
