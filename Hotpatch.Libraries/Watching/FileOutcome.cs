namespace Hotpatch.Libraries.Watching;

/// <summary>What came of a <see cref="FileJob{TLibrary}"/>.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Library">What is applied now.</param>
/// <param name="Content">The hash of the file's content; null where it was not read.</param>
/// <param name="Exception">Why it has failed.</param>
internal sealed record FileOutcome<TLibrary>(FileOutcomeKind Kind, TLibrary? Library, string? Content, Exception? Exception)
    where TLibrary : class;
