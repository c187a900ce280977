using System.Security.Cryptography;

namespace Hotpatch.Libraries.Watching;

/// <summary>What is to be done about one file, apart from what is known of it: others may look at that meanwhile.</summary>
/// <param name="Path">The file.</param>
/// <param name="Library">What is applied of it; null for nothing.</param>
/// <param name="IsThere">Whether it is there; otherwise its library goes.</param>
/// <param name="Known">The hash of the content with which there is nothing to do; null for none.</param>
internal sealed record FileJob<TLibrary>(string Path, TLibrary? Library, bool IsThere, string? Known)
    where TLibrary : class
{
    /// <summary>Does it; never throws.</summary>
    public FileOutcome<TLibrary> Run(ILibraryLoader<TLibrary> loader)
    {
        string? content = null;
        try
        {
            if (!IsThere)
                return Remove(loader);

            // To look at it; what is loaded is what the loader reads and checks. Should it be another, the stamp will be another too.
            var bytes = PatchTrust.Anyone.Read(Path).Bytes;
            content = Convert.ToHexString(SHA256.HashData(bytes));
            if (content == Known)
                return new(FileOutcomeKind.Same, Library, content, Exception: null);

            return DependencyCheck.IsDependency(bytes)
                ? Remove(loader)
                : new(FileOutcomeKind.Loaded, loader.Load(Path, System.IO.Path.GetFileName(Path), Library), content, Exception: null);
        }
#pragma warning disable CA1031 // Whatever a library or its loading throws, the others go on.
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
