namespace Hotpatch.Libraries.Watching;

/// <summary>Loads and unloads libraries. An interface, so that tests of the watching need not compile a library for each step.</summary>
internal interface ILibraryLoader<TLibrary>
    where TLibrary : class
{
    /// <summary>Loads a library, all or nothing.</summary>
    /// <param name="path">The library's file.</param>
    /// <param name="order">The key that orders the library among the others of the folder.</param>
    /// <param name="replaces">The library that was loaded from the same file before; null for none.</param>
    /// <returns>The loaded library.</returns>
    TLibrary Load(string path, string order, TLibrary? replaces);

    /// <summary>Unloads a library, all or nothing.</summary>
    void Unload(TLibrary library);
}
