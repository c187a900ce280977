using System.Reflection;
using System.Runtime.Loader;

namespace Hotpatch.Tests.Compilers;

/// <summary>Loads this assembly, the analyzers and what tests them once more, over another version of the compiler.</summary>
internal sealed class CompilerContext(Compiler compiler) : AssemblyLoadContext(compiler.Name)
{
    private const string OfCompiler = "Microsoft.CodeAnalysis";
    private static readonly string[] Ours = ["Hotpatch.Tests", "Hotpatch.Analyzers", "Hotpatch.CodeFixes"];
    private static readonly string Folder = Path.GetDirectoryName(typeof(CompilerContext).Assembly.Location)!;

    public Assembly LoadTests() => LoadFromAssemblyPath(typeof(CompilerContext).Assembly.Location);

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (!name.StartsWith(OfCompiler, StringComparison.Ordinal) && !Ours.Contains(name, StringComparer.Ordinal))
            return null;

        return compiler.Folders.Append(Folder).Select(folder => Path.Combine(folder, name + ".dll")).FirstOrDefault(File.Exists) is { } path
            ? LoadFromAssemblyPath(path)
            : null;
    }
}
