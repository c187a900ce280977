namespace Hotpatch;

/// <summary>Describes a change of a library in a <see cref="PatchDirectory"/>, or a failure.</summary>
public sealed class PatchDirectoryEventArgs : EventArgs
{
    internal PatchDirectoryEventArgs(PatchDirectoryChange change, string path, PatchLibrary? library, Exception? exception, TimeSpan duration)
        => (Change, Path, Library, Exception, Duration) = (change, path, library, exception, duration);

    /// <summary>Gets the kind of change.</summary>
    public PatchDirectoryChange Change { get; }

    /// <summary>Gets the full path of the library's file; the folder if that cannot be read.</summary>
    public string Path { get; }

    /// <summary>Gets the library that was applied or removed; after a failure, the earlier version that stays applied, or null.</summary>
    public PatchLibrary? Library { get; }

    /// <summary>
    /// Gets the reason of a failure; null otherwise. Store its text rather than the exception: an exception that comes from a library keeps the library
    /// in memory.
    /// </summary>
    public Exception? Exception { get; }

    /// <summary>Gets how long the change took, or the attempt that failed. Includes the wait for running calls.</summary>
    public TimeSpan Duration { get; }
}
