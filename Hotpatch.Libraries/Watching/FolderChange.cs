namespace Hotpatch.Libraries.Watching;

/// <summary>What has happened to one file.</summary>
internal sealed record FolderChange<TLibrary>(PatchDirectoryChange Kind, string Path, TLibrary? Library, Exception? Exception);
