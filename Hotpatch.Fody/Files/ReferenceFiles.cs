using Mono.Cecil;

namespace Hotpatch.Fody.Files;

/// <summary>Finds referenced assemblies in the given files and folders, by simple name. The first file of a name counts, whatever its version.</summary>
internal sealed class ReferenceFiles(IReadOnlyList<string> paths) : IAssemblyResolver
{
    private static readonly string[] Extensions = [".dll", ".exe"];

    private readonly Dictionary<string, AssemblyDefinition?> _found = new(StringComparer.OrdinalIgnoreCase);
    private readonly Lazy<ILookup<string, string>> _files = new(() => paths
        .Where(path => !Directory.Exists(path))
        .ToLookup(Path.GetFileNameWithoutExtension, StringComparer.OrdinalIgnoreCase));

    public AssemblyDefinition? Find(string name)
    {
        if (!_found.TryGetValue(name, out var assembly))
        {
            var path = _files.Value[name].FirstOrDefault(File.Exists) ?? InFolders(name);
            assembly = path is null ? null : AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
            _found.Add(name, assembly);
        }

        return assembly;
    }

    public AssemblyDefinition? Resolve(AssemblyNameReference name) => Find(name.Name);

    public AssemblyDefinition? Resolve(AssemblyNameReference name, ReaderParameters parameters) => Find(name.Name);

    public void Dispose()
    {
        foreach (var assembly in _found.Values)
            assembly?.Dispose();
    }

    private string? InFolders(string name)
        => paths
            .Where(Directory.Exists)
            .SelectMany(_ => Extensions, (folder, extension) => Path.Combine(folder, name + extension))
            .FirstOrDefault(File.Exists);
}
