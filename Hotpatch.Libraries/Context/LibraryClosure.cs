using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>
/// Resolves all direct and indirect references of a library. Each resolves to an assembly of the program, or to a file beside the library, which is read
/// and checked.
/// </summary>
internal sealed class LibraryClosure
{
    private readonly LibraryImage _library;
    private readonly AppAssemblies _app;
    private readonly List<string> _problems = [];
    private readonly Dictionary<string, LibraryImage> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _missing = new(StringComparer.OrdinalIgnoreCase);

    private LibraryClosure(LibraryImage library, PrivateFiles files, AppAssemblies app)
    {
        _library = library;
        _app = app;
        Files = files;
    }

    public PrivateFiles Files { get; }

    /// <summary>Gets the library, followed by its private dependencies.</summary>
    public List<LibraryImage> Private { get; } = [];

    /// <summary>Gets the satellite assemblies of <see cref="Private"/>.</summary>
    public List<LibraryImage> Satellites { get; } = [];

    /// <summary>Gets the program's assemblies that the library references, by name.</summary>
    public Dictionary<string, Assembly> Shared { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Resolves the references of a library.</summary>
    /// <param name="library">The library.</param>
    /// <param name="path">The library's file; null if it was not read from a file.</param>
    /// <param name="trust">The trust for the files beside the library; null to trust all.</param>
    /// <param name="targets">The assemblies that may be patched.</param>
    /// <exception cref="PatchTrustException">A file beside the library is not trusted.</exception>
    /// <exception cref="PatchLibraryException">A reference cannot be resolved, or a file is unsuitable. The message lists all problems.</exception>
    public static LibraryClosure Read(LibraryImage library, string? path, PatchTrust? trust, IReadOnlyCollection<Assembly> targets)
    {
        var closure = new LibraryClosure(library, new PrivateFiles(path, trust), new AppAssemblies(targets, library.References));
        closure.ReadAll(path);
        if (closure._problems is [_, ..] problems)
            throw new PatchLibraryException(
                $"{path ?? library.Name.Name} cannot be loaded:{string.Concat(problems.Select(problem => $"{Environment.NewLine}- {problem}"))}", problems);

        return closure;
    }

    private void ReadAll(string? path)
    {
        Add(_library, path);
        // Resolve adds to the list while this loop runs. Each name is added once, so the loop ends even if references form a circle.
        for (var index = 0; index < Private.Count; index++)
            foreach (var reference in Private[index].References)
                Try(() => Resolve(Private[index], reference));
    }

    private void Resolve(LibraryImage from, AssemblyName reference)
    {
        var name = reference.Name!;
        if (_found.TryGetValue(name, out var image))
        {
            CheckVersion(from, reference, image);
            return;
        }

        if (_missing.Contains(name))
            return;

        if (Shared.TryGetValue(name, out var known) && AppAssemblies.IsEnough(known, reference))
            return;

        if (_app.Find(reference) is { } assembly)
        {
            Shared[name] = assembly;
            return;
        }

        if (Files.Find(reference) is not { } file)
        {
            _missing.Add(name);
            _problems.Add($"{from.Name.Name} needs {name} {reference.Version}, which was expected in the program or beside the library, but was not found");
            return;
        }

        image = Files.Read(file, withSymbols: true);
        if (!string.Equals(image.Name.Name, name, StringComparison.OrdinalIgnoreCase))
            throw new PatchLibraryException($"{file} was expected to be the assembly {name}, but it is {image.Name.Name}");

        CheckVersion(from, reference, image);
        Add(image, file);
    }

    private void Add(LibraryImage image, string? file)
    {
        _found.Add(image.Name.Name!, image);
        Private.Add(image);
        Try(() => Files.Native.Check(image));
        if (file is null)
            return;

        IReadOnlyList<string> satellites = [];
        Try(() => satellites = Files.Satellites(file, image.Name.Name!));
        foreach (var satellite in satellites)
            Try(() => AddSatellite(image, satellite));
    }

    private void AddSatellite(LibraryImage of, string file)
    {
        var satellite = Files.Read(file, withSymbols: false);
        var culture = Path.GetFileName(Path.GetDirectoryName(file));
        if (!string.Equals(satellite.Name.Name, of.Name.Name + ".resources", StringComparison.OrdinalIgnoreCase)
            || !string.Equals(satellite.Name.CultureName, culture, StringComparison.OrdinalIgnoreCase))
            throw new PatchLibraryException(
                $"{file} was expected to be {of.Name.Name}.resources for {culture}, but it is {satellite.Name.Name} for {satellite.Name.CultureName}");

        // A satellite is an assembly and may hold code, so its imports are checked too.
        Files.Native.Check(satellite);
        Satellites.Add(satellite);
    }

    private void CheckVersion(LibraryImage from, AssemblyName reference, LibraryImage found)
    {
        if (reference.Version is { } version && found.Name.Version < version)
            _problems.Add($"{from.Name.Name} needs {reference.Name} {version} or higher, but {found.Name.Version} was found beside the library");
    }

    // Collects problems, so that one attempt shows all of them. A file that is not trusted ends the attempt at once.
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (PatchLibraryException exception) when (exception is not PatchTrustException)
        {
            // An unreadable .deps.json causes the same problem for each reference.
            if (!_problems.Contains(exception.Message))
                _problems.Add(exception.Message);
        }
    }
}
