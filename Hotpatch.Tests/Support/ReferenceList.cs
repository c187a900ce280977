using Mono.Cecil;

namespace Hotpatch.Tests.Support;

/// <summary>The assemblies that a compilation referenced; resolves from them and from nowhere else, as the build does.</summary>
internal sealed class ReferenceList(IReadOnlyList<string> paths) : IAssemblyResolver
{
    private readonly Dictionary<string, AssemblyDefinition?> _resolved = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>The references of the fixture assembly: the framework's reference assemblies and Hotpatch.Runtime.</summary>
    public static ReferenceList OfFixture(string configuration)
        => new(File.ReadAllLines(Path.ChangeExtension(FixtureAssembly.PathOf(configuration), ".references.txt")));

    public IReadOnlyList<string> Paths => paths;

    public ReferenceList With(params string[] more) => new([.. paths, .. more]);

    public ReferenceList Without(string assembly) => new([.. paths.Where(path => Path.GetFileNameWithoutExtension(path) != assembly)]);

    public AssemblyDefinition? TryResolve(string name)
    {
        if (!_resolved.TryGetValue(name, out var assembly))
        {
            var path = paths.FirstOrDefault(p => string.Equals(Path.GetFileNameWithoutExtension(p), name, StringComparison.OrdinalIgnoreCase));
            assembly = path is null ? null : AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
            _resolved[name] = assembly;
        }

        return assembly;
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name) => TryResolve(name.Name);

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => TryResolve(name.Name);

    public void Dispose()
    {
        foreach (var assembly in _resolved.Values)
            assembly?.Dispose();
    }
}
