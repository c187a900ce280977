using Hotpatch.Libraries.Reading;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// Finds the native libraries of a patch library, and refuses them if a trust is set: the operating system loads them by their path, so the bytes that
/// it loads cannot be checked.
/// </summary>
/// <param name="folder">The library's folder; null if the library was not read from a file.</param>
/// <param name="trust">The trust of the load.</param>
/// <param name="listed">Returns the native libraries that the <c>.deps.json</c> lists.</param>
internal sealed class NativeFiles(string? folder, PatchTrust trust, Func<IReadOnlyList<string>> listed)
{
    private static readonly string[] Prefixes = OperatingSystem.IsWindows() ? [""] : ["lib", ""];
    private static readonly string[] Extensions = OperatingSystem.IsWindows() ? ["", ".dll"] : OperatingSystem.IsMacOS() ? [".dylib", ""] : [".so", ""];

    // The same on every system: the runtime treats some characters alike, such as a backslash and a slash.
    private static readonly System.Buffers.SearchValues<char> OfPaths = System.Buffers.SearchValues.Create("/\\:");

    /// <summary>
    /// Checks that an assembly imports methods only from native libraries of the system or the program, unless everything is trusted.
    /// </summary>
    /// <exception cref="PatchTrustException">The assembly imports methods by a path, or from a native library that lies beside the library.</exception>
    public void Check(LibraryImage image)
    {
        if (trust.IsAnyone)
            return;

        foreach (var name in image.NativeReferences)
        {
            if (IsPath(name))
            {
                throw new PatchTrustException(
                    $"{image.Name.Name} is not trusted: imports from a native library of the system or the program were expected, but imports from '{name}' were found. "
                    + "The system loads a native library by its path, so its bytes cannot be checked. No code of it has run.");
            }

            // Looks at the places in which a list may name files, not at the list: if only the library is signed, the list is not trusted itself.
            if (folder is not null && Find(RuntimeIdentifiers.OfThisProcess.Select(identifier => Path.Combine(folder, "runtimes", identifier, "native")).Prepend(folder), name) is { } file)
            {
                throw new PatchTrustException(
                    $"{file} is not trusted: it is a native library. The system loads it by its path, so its bytes cannot be checked. No code of it has run.");
            }
        }
    }

    /// <summary>
    /// Returns the file of a native library that belongs to the patch library; null if there is none, or if the trust excludes native libraries.
    /// </summary>
    public string? Find(string name)
        => folder is null || !trust.IsAnyone || IsPath(name) ? null
            : Find(listed().Select(path => Path.GetDirectoryName(Path.Combine(folder, path))!).Append(folder).Distinct(StringComparer.Ordinal), name);

    private static bool IsPath(string name) => name.AsSpan().ContainsAny(OfPaths) || name is "." or "..";

    // IsFile excludes pipes: the system would block while it opens one.
    private static string? Find(IEnumerable<string> folders, string name)
        => (from place in folders
            from prefix in Prefixes
            from extension in Extensions
            select Path.Combine(place, prefix + name + extension)).FirstOrDefault(path => File.Exists(path) && FileOpening.IsFile(path));
}
