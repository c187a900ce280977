namespace Hotpatch.Libraries.Watching;

/// <summary>The result of a <see cref="FileJob{TLibrary}"/>.</summary>
/// <param name="Kind">The kind of result.</param>
/// <param name="Library">The library that is applied now; null for none.</param>
/// <param name="Content">The hash of the file's content; null if the file was not read.</param>
/// <param name="Exception">The reason of a failure; null otherwise.</param>
internal sealed record FileOutcome<TLibrary>(FileOutcomeKind Kind, TLibrary? Library, string? Content, Exception? Exception)
    where TLibrary : class;
