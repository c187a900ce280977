using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>Finds the files that belong to a library: those that its <c>.deps.json</c> lists, and those in its folder.</summary>
internal sealed class PrivateFiles
{
    // In bytes. The lists of large programs have less than one megabyte.
    private const int MaxListLength = 16 * 1024 * 1024;

    private readonly string? _folder;
    private readonly PatchTrust _trust;
    private readonly Lazy<DependencyList> _list;

    /// <summary>Creates the search for the files of one library.</summary>
    /// <param name="path">The library's file; null if it was not read from a file.</param>
    /// <param name="trust">The trust for all files; null to trust all.</param>
    public PrivateFiles(string? path, PatchTrust? trust)
    {
        var full = path is null ? null : Path.GetFullPath(path);
        _folder = Path.GetDirectoryName(full);
        _trust = trust ?? PatchTrust.Anyone;

        // Lazy: most libraries have no private dependencies. Then the list is not needed, and need not be trusted.
        _list = new(() => full is null ? DependencyList.None : ReadList(Path.ChangeExtension(full, DependencyList.Extension), _trust));
        Native = new NativeFiles(_folder, _trust, () => _list.Value.Native);
    }

    /// <summary>Gets the native libraries.</summary>
    public NativeFiles Native { get; }

    /// <summary>Returns the file of a private assembly; null if there is none.</summary>
    /// <exception cref="PatchLibraryException">The <c>.deps.json</c> cannot be read, or is not trusted.</exception>
    public string? Find(AssemblyName reference)
    {
        if (_folder is not { } folder)
            return null;

        var name = reference.Name + ".dll";
        return _list.Value.Assemblies.Where(path => DependencyList.IsNamed(path, name)).Append(name)
            .Select(path => Path.Combine(folder, path))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>
    /// Returns the satellite assemblies of a private assembly: listed ones, and those in subfolders beside the assembly or the library.
    /// </summary>
    /// <param name="file">The assembly's file.</param>
    /// <param name="name">The assembly's name.</param>
    public IReadOnlyList<string> Satellites(string file, string name)
    {
        var satellite = name + ".resources.dll";
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

        // The satellites of an assembly beside the library lie there too, so the list is not needed, and need not be trusted.
        string[] listed = folder == _folder ? [] : [.. _list.Value.Satellites.Where(path => DependencyList.IsNamed(path, satellite)).Select(path => Path.Combine(_folder!, path))];
        return [.. listed.Concat(new[] { folder, _folder! }.Distinct(StringComparer.Ordinal).SelectMany(Directory.EnumerateDirectories).Select(culture => Path.Combine(culture, satellite)))
            .Where(File.Exists)
            .DistinctBy(path => Path.GetFileName(Path.GetDirectoryName(path)), StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads a file, and checks that it is trusted and sound.</summary>
    /// <exception cref="PatchLibraryException">The file is not trusted, cannot be read, or is damaged.</exception>
    public LibraryImage Read(string file, bool withSymbols)
    {
        var read = _trust.Read(file);
        return LibraryImage.Read(file, read.Bytes, withSymbols ? ReadSymbols(file, _trust) : null);
    }

    /// <summary>Reads the symbol file beside an assembly, for debuggers and stack traces; null if it is missing or not trusted.</summary>
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

    private static DependencyList ReadList(string file, PatchTrust trust)
        => File.Exists(file)
            ? DependencyListReader.Read(file, trust.Read(file, MaxListLength).Bytes, RuntimeIdentifiers.OfThisProcess)
            : DependencyList.None;
}
