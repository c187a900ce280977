using System.Reflection;
using System.Runtime.Loader;

namespace Hotpatch.Tests.Compilers;

/// <summary>Loads this assembly, the analyzers and what tests them once more, over another version of the compiler.</summary>
internal sealed class CompilerContext(Compiler compiler) : AssemblyLoadContext(compiler.Name)
{
    // Workspaces, which fixes need, are composed by attributes.
    private static readonly string[] OfCompiler = ["Microsoft.CodeAnalysis", "System.Composition"];

    private static readonly string[] Ours = ["Hotpatch.Tests", "Hotpatch.Analyzers", "Hotpatch.CodeFixes"];
    private static readonly string Folder = Path.GetDirectoryName(typeof(CompilerContext).Assembly.Location)!;

    public Assembly LoadTests() => LoadFromAssemblyPath(typeof(CompilerContext).Assembly.Location);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        IEnumerable<string> folders = OfCompiler.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
            ? compiler.Folders.Append(Folder)
            : Ours.Contains(name, StringComparer.Ordinal) ? [Folder] : [];
        return folders.Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists) is { } path
            ? LoadFromAssemblyPath(path)
            : null;
    }
}
