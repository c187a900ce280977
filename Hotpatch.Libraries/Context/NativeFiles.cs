using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Context;

/// <summary>The native libraries that belong to a patch library. The system loads them by their path, so that no trust can see what it loads.</summary>
/// <param name="folder">The library's folder; null where it has come from no file.</param>
/// <param name="trust">What may load.</param>
/// <param name="listed">Those that the list of dependencies has.</param>
internal sealed class NativeFiles(string? folder, PatchTrust trust, Func<IReadOnlyList<string>> listed)
{
    private static readonly string[] Prefixes = OperatingSystem.IsWindows() ? [""] : ["lib", ""];
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? ["", ".dll"] : OperatingSystem.IsMacOS() ? [".dylib", ""] : [".so", ""];

    // On every system: the runtime takes some of them for others, such as a backslash for a slash.
    private static readonly System.Buffers.SearchValues<char> OfPaths = System.Buffers.SearchValues.Create("/\\:");

    /// <summary>Refuses an assembly that imports from what no trust has seen.</summary>
    /// <exception cref="PatchTrustException">The assembly imports methods by a path, or from a native library beside the library.</exception>
    public void Check(LibraryImage image)
    {
        if (trust.IsAnyone)
            return;

        foreach (var name in image.NativeReferences)
        {
            if (IsPath(name))
            {
                throw new PatchTrustException(
                    $"{image.Name.Name} is not trusted: it imports methods from '{name}', where the name of a native library was expected that the system or the program has. "
                    + "A native library is loaded by its path, so that what is verified may not be what is loaded. Nothing of it has run.");
            }

            // By the places rather than the list, which is not trusted itself where only the library is signed.
            if (folder is not null && Find(RuntimeIdentifiers.OfThisProcess.Select(identifier => Path.Combine(folder, "runtimes", identifier, "native")).Prepend(folder), name) is { } file)
            {
                throw new PatchTrustException(
                    $"{file} is not trusted: it is a native library, which is loaded by its path, so that what is verified may not be what is loaded. Nothing of it has run.");
            }
        }
    }

    /// <summary>The file of a native library that belongs to the library; null where there is none, or none may be loaded.</summary>
    public string? Find(string name)
        => folder is null || !trust.IsAnyone || IsPath(name) ? null
            : Find(listed().Select(path => Path.GetDirectoryName(Path.Combine(folder, path))!).Append(folder).Distinct(StringComparer.Ordinal), name);

    private static bool IsPath(string name) => name.AsSpan().ContainsAny(OfPaths) || name is "." or "..";

    // The system waits where it opens a pipe.
    private static string? Find(IEnumerable<string> folders, string name)
        => (from place in folders
            from prefix in Prefixes
            from extension in Extensions
            select Path.Combine(place, prefix + name + extension)).FirstOrDefault(path => File.Exists(path) && FileOpening.IsFile(path));
}
