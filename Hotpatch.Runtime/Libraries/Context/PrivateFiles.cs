using System.Reflection;
using System.Runtime.Loader;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>The files that belong to a library: as its <c>.deps.json</c> says, or else what lies in its folder.</summary>
internal sealed class PrivateFiles(string? path, PatchTrust? trust)
{
    private static readonly string[] NativePrefixes = OperatingSystem.IsWindows() ? [""] : ["lib", ""];
    private static readonly string[] NativeExtensions = OperatingSystem.IsWindows() ? ["", ".dll"] : OperatingSystem.IsMacOS() ? [".dylib", ""] : [".so", ""];

    private readonly string? _path = path is null ? null : Path.GetFullPath(path);
    private readonly PatchTrust _trust = trust ?? PatchTrust.Anyone;
    private readonly Lazy<AssemblyDependencyResolver?> _resolver = new(() => path is null ? null : ResolverOf(Path.GetFullPath(path)));

    private string? Folder => Path.GetDirectoryName(_path);

    /// <summary>The file of a private assembly; null where there is none.</summary>
    public string? Find(AssemblyName reference)
    {
        if (Folder is not { } folder)
            return null;

        var file = _resolver.Value?.ResolveAssemblyToPath(new AssemblyName(reference.Name!)) ?? Path.Combine(folder, reference.Name + ".dll");
        return File.Exists(file) ? file : null;
    }

    /// <summary>The satellites of a private assembly that lie in folders beside it.</summary>
    public static IReadOnlyList<string> Satellites(string file, string name)
        => [.. Directory.EnumerateDirectories(Path.GetDirectoryName(Path.GetFullPath(file))!)
            .Select(folder => Path.Combine(folder, name + ".resources.dll"))
            .Where(File.Exists)
            .Order(StringComparer.Ordinal)];

    /// <summary>Reads and checks a file: who may load, and whether it is sound.</summary>
    public LibraryImage Read(string file, bool withSymbols)
    {
        var read = _trust.Read(file);
        return LibraryImage.Read(file, read.Bytes, withSymbols ? ReadSymbols(file, _trust) : null);
    }

    /// <summary>The symbols beside an assembly, for debuggers and stack traces. Whoever has none, or some that are not trusted, does without.</summary>
    public static byte[]? ReadSymbols(string file, PatchTrust trust)
    {
        try
        {
            return trust.Read(Path.ChangeExtension(file, ".pdb")).Bytes;
        }
        catch (PatchLibraryException)
        {
            return null;
        }
    }

    /// <summary>Where a trust was given, nothing may be loaded that it has not seen; native code is loaded by path, so that it cannot have.</summary>
    /// <exception cref="PatchTrustException">The assembly imports methods from a native library beside the library.</exception>
    public void CheckNative(LibraryImage image)
    {
        if (_trust.IsAnyone)
            return;

        foreach (var name in image.NativeReferences)
            if (NativeFile(name) is { } file)
                throw new PatchTrustException(
                    $"{file} is not trusted: it is a native library, which is loaded by its path, so that what is verified may not be what is loaded. Nothing of it has run.");
    }

    /// <summary>The file of a native library that belongs to the library; null where there is none, or none may be loaded.</summary>
    public string? FindNative(string name) => _trust.IsAnyone ? NativeFile(name) : null;

    private string? NativeFile(string name)
    {
        if (Folder is not { } folder || name != Path.GetFileName(name) || name is "." or "..")
            return null;

        if (_resolver.Value?.ResolveUnmanagedDllToPath(name) is { } listed)
            return listed;

        return (from prefix in NativePrefixes
                from extension in NativeExtensions
                select Path.Combine(folder, prefix + name + extension)).FirstOrDefault(File.Exists);
    }

    private static AssemblyDependencyResolver? ResolverOf(string path)
    {
        var list = Path.ChangeExtension(path, ".deps.json");
        if (!File.Exists(list))
            return null;

        try
        {
            return new AssemblyDependencyResolver(path);
        }
        catch (InvalidOperationException exception)
        {
            throw new PatchLibraryException($"{list} cannot be read: {exception.Message}", exception);
        }
        catch (PlatformNotSupportedException)
        {
            // A host without the part that reads such lists: what lies in the folder is all there is.
            return null;
        }
    }
}
