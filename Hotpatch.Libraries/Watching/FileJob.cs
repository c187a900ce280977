using System.Security.Cryptography;

namespace Hotpatch.Libraries.Watching;

/// <summary>
/// Brings the applied library in line with one file. Immutable and apart from <see cref="WatchedFile{TLibrary}"/>, so that it runs without the lock.
/// </summary>
/// <param name="Path">The file.</param>
/// <param name="Library">The library that is applied from this file; null for none.</param>
/// <param name="IsThere">Whether the file exists; if not, its library is unloaded.</param>
/// <param name="Known">The hash of the content that is applied already; null to load the file in any case.</param>
internal sealed record FileJob<TLibrary>(string Path, TLibrary? Library, bool IsThere, string? Known)
    where TLibrary : class
{
    /// <summary>Loads, replaces or unloads the library. Never throws.</summary>
    public FileOutcome<TLibrary> Run(ILibraryLoader<TLibrary> loader)
    {
        string? content = null;
        try
        {
            if (!IsThere)
                return Remove(loader);

            // Only for the hash: the loader reads and checks the file again. If the file changes in between, its stamp changes too, and it is taken again.
            var bytes = PatchTrust.Anyone.Read(Path).Bytes;
            content = Convert.ToHexString(SHA256.HashData(bytes));
            if (content == Known)
                return new(FileOutcomeKind.Same, Library, content, Exception: null);

            return DependencyCheck.IsDependency(bytes)
                ? Remove(loader)
                : new(FileOutcomeKind.Loaded, loader.Load(Path, System.IO.Path.GetFileName(Path), Library), content, Exception: null);
        }
#pragma warning disable CA1031 // A failure of one file must not stop the watching of the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return new(FileOutcomeKind.Failed, Library, content, exception);
        }
    }

    private FileOutcome<TLibrary> Remove(ILibraryLoader<TLibrary> loader)
    {
        if (Library is not null)
            loader.Unload(Library);

        return new(FileOutcomeKind.Removed, Library: null, Content: null, Exception: null);
    }
}
