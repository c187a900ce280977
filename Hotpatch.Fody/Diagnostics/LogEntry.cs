using Mono.Cecil.Cil;

namespace Hotpatch.Fody.Diagnostics;

/// <summary>One entry of the weaver's log.</summary>
/// <param name="Level">How important the entry is.</param>
/// <param name="Text">The text. For warnings and errors it begins with the code.</param>
/// <param name="Code">The code of a warning or error, such as <c>HP0024</c>; otherwise null.</param>
/// <param name="Place">The line in the source that the entry is about; null if it is unknown.</param>
public sealed record LogEntry(LogLevel Level, string Text, string? Code = null, SequencePoint? Place = null);
