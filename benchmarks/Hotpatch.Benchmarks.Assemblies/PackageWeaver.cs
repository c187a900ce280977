using System.Xml.Linq;
using Hotpatch.Fody;
using Hotpatch.Fody.Diagnostics;
using Mono.Cecil;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Reads, weaves and writes an assembly as Fody does.</summary>
internal static class PackageWeaver
{
    private static readonly References Resolver = new(File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt")));

    /// <summary>Weaves everything that can be woven.</summary>
    /// <returns>The number of methods woven.</returns>
    public static int Weave(string input, string output)
    {
        using var module = Read(input);
        var result = Weaver.Weave(module, XElement.Parse("<Hotpatch Scope='All'/>"), Resolver.Find, ThrowIfError);
        module.Write(output);
        return result.WovenMethods;
    }

    /// <summary>Reads and writes it unchanged.</summary>
    public static void Rewrite(string input, string output)
    {
        using var module = Read(input);
        module.Write(output);
    }

    private static void ThrowIfError(LogEntry entry)
    {
        if (entry.Level == LogLevel.Error)
            throw new InvalidOperationException(entry.Text);
    }

    private static ModuleDefinition Read(string input)
        => ModuleDefinition.ReadModule(input, new ReaderParameters { AssemblyResolver = Resolver, InMemory = true });

    private sealed class References(string[] paths) : IAssemblyResolver
    {
        private readonly Dictionary<string, AssemblyDefinition?> _found = [];

        public AssemblyDefinition? Find(string name)
        {
            if (!_found.TryGetValue(name, out var assembly))
            {
                var path = Array.Find(paths, path => Path.GetFileNameWithoutExtension(path) == name);
                assembly = path is null ? null : AssemblyDefinition.ReadAssembly(path, new ReaderParameters { AssemblyResolver = this });
                _found[name] = assembly;
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
    }
}
