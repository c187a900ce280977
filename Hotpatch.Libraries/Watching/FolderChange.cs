namespace Hotpatch.Libraries.Watching;

/// <summary>A change of one file's library, or a failure.</summary>
/// <param name="Kind">The kind of change.</param>
/// <param name="Path">The file; the folder if that cannot be read.</param>
/// <param name="Library">The library that was applied or removed; after a failure, the earlier version that stays, or null.</param>
/// <param name="Exception">The reason of a failure; null otherwise.</param>
internal sealed record FolderChange<TLibrary>(PatchDirectoryChange Kind, string Path, TLibrary? Library, Exception? Exception)
{
    /// <summary>Gets how long the change took, or the attempt that failed.</summary>
    public TimeSpan Duration { get; init; }
}
