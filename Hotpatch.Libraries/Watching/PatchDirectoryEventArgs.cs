namespace Hotpatch;

/// <summary>What has happened to a library of a <see cref="PatchDirectory"/>.</summary>
public sealed class PatchDirectoryEventArgs : EventArgs
{
    internal PatchDirectoryEventArgs(PatchDirectoryChange change, string path, PatchLibrary? library, Exception? exception)
        => (Change, Path, Library, Exception) = (change, path, library, exception);

    /// <summary>What it is.</summary>
    public PatchDirectoryChange Change { get; }

    /// <summary>The library's file; the folder, where that cannot be read.</summary>
    public string Path { get; }

    /// <summary>The library that has been applied or removed; after a failure, the earlier version, which stays, or null.</summary>
    public PatchLibrary? Library { get; }

    /// <summary>Why it has failed; null otherwise. It may come from the library and hold it in memory: keep its text, not the exception.</summary>
    public Exception? Exception { get; }
}
