using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>The files that belong to a library: as its <c>.deps.json</c> says, or else the files in its folder.</summary>
internal sealed class PrivateFiles
{
    // The longest lists of large programs have less than one.
    private const int MaxListLength = 16 * 1024 * 1024;

    private readonly string? _folder;
    private readonly PatchTrust _trust;
    private readonly Lazy<DependencyList> _list;

    /// <param name="path">Where the library lies; null where it has come from no file.</param>
    /// <param name="trust">What may load; null for everything.</param>
    public PrivateFiles(string? path, PatchTrust? trust)
    {
        var full = path is null ? null : Path.GetFullPath(path);
        _folder = Path.GetDirectoryName(full);
        _trust = trust ?? PatchTrust.Anyone;

        // Most libraries need nothing beside them; then the list does not matter, and need not be trusted.
        _list = new(() => full is null ? DependencyList.None : ReadList(Path.ChangeExtension(full, DependencyList.Extension), _trust));
        Native = new NativeFiles(_folder, _trust, () => _list.Value.Native);
    }

    /// <summary>The native libraries among them.</summary>
    public NativeFiles Native { get; }

    /// <summary>The file of a private assembly; null where there is none.</summary>
    /// <exception cref="PatchLibraryException">The list of dependencies cannot be read, or is not trusted.</exception>
    public string? Find(AssemblyName reference)
    {
        if (_folder is not { } folder)
            return null;

        var name = reference.Name + ".dll";
        return _list.Value.Assemblies.Where(path => DependencyList.IsNamed(path, name)).Append(name)
            .Select(path => Path.Combine(folder, path))
            .FirstOrDefault(File.Exists);
    }

    /// <summary>The satellites of a private assembly: in folders beside it or beside the library, or where the list says.</summary>
    /// <param name="file">The assembly's file.</param>
    /// <param name="name">Its name.</param>
    public IReadOnlyList<string> Satellites(string file, string name)
    {
        var satellite = name + ".resources.dll";
        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;

        // An assembly beside the library has its satellites there too, so that the list tells nothing more.
        string[] listed = folder == _folder ? [] : [.. _list.Value.Satellites.Where(path => DependencyList.IsNamed(path, satellite)).Select(path => Path.Combine(_folder!, path))];
        return [.. listed.Concat(new[] { folder, _folder! }.Distinct(StringComparer.Ordinal).SelectMany(Directory.EnumerateDirectories).Select(culture => Path.Combine(culture, satellite)))
            .Where(File.Exists)
            .DistinctBy(path => Path.GetFileName(Path.GetDirectoryName(path)), StringComparer.OrdinalIgnoreCase)
            .Order(StringComparer.Ordinal)];
    }

    /// <summary>Reads and checks a file: whether the trust lets it load, and whether it is sound.</summary>
    public LibraryImage Read(string file, bool withSymbols)
    {
        var read = _trust.Read(file);
        return LibraryImage.Read(file, read.Bytes, withSymbols ? ReadSymbols(file, _trust) : null);
    }

    /// <summary>The symbols beside an assembly, for debuggers and stack traces. Symbols that are not there, or not trusted, are left out.</summary>
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
