using System.Reflection;
using Hotpatch.Libraries.Reading;

namespace Hotpatch.Libraries.Context;

/// <summary>A library with all that it refers to, directly or not: each from the app, or read from beside the library and checked.</summary>
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

    /// <summary>The library, and then its private dependencies.</summary>
    public List<LibraryImage> Private { get; } = [];

    public List<LibraryImage> Satellites { get; } = [];

    public Dictionary<string, Assembly> Shared { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="PatchLibraryException">Not all of it can be had.</exception>
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
        // Grows while it is gone through; what refers back to what is there already adds nothing, so that it comes to an end.
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
            _problems.Add($"{from.Name.Name} needs {name} {reference.Version}, which neither the app has, nor is it beside the library");
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

        // A satellite may hold code as well.
        Files.Native.Check(satellite);
        Satellites.Add(satellite);
    }

    private void CheckVersion(LibraryImage from, AssemblyName reference, LibraryImage found)
    {
        if (reference.Version is { } version && found.Name.Version < version)
            _problems.Add($"{from.Name.Name} needs {reference.Name} {version}, but beside the library lies {found.Name.Version}");
    }

    // Whoever is not trusted ends it at once; all else is collected.
    private void Try(Action step)
    {
        try
        {
            step();
        }
        catch (PatchLibraryException exception) when (exception is not PatchTrustException)
        {
            // A list of dependencies that cannot be read is the problem of each of them, but one.
            if (!_problems.Contains(exception.Message))
                _problems.Add(exception.Message);
        }
    }
}
