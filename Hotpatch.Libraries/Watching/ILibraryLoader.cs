namespace Hotpatch.Libraries.Watching;

/// <summary>How libraries come and go. Apart, so that what a folder does can be tested without compiling a library for each step.</summary>
internal interface ILibraryLoader<TLibrary>
    where TLibrary : class
{
    /// <summary>Loads a library, all or nothing.</summary>
    /// <param name="path">Its file.</param>
    /// <param name="order">Its place among the others of the folder.</param>
    /// <param name="replaces">The one that was loaded from the same file before.</param>
    TLibrary Load(string path, string order, TLibrary? replaces);

    /// <summary>Takes a library back, all or nothing.</summary>
    void Unload(TLibrary library);
}
