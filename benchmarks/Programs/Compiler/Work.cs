using Basic.Reference.Assemblies;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Benchmarks.Programs;

/// <summary>A file that is compiled to a library, its symbols included.</summary>
internal static class Work
{
    private static readonly string Source = ReadSource();
    private static readonly CSharpCompilationOptions Options = new(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, concurrentBuild: false);

    /// <summary>Runs it once.</summary>
    /// <returns>A number that all parts go into.</returns>
    public static long Run()
    {
        var compilation = CSharpCompilation.Create("Compiled", [CSharpSyntaxTree.ParseText(Source)], Net100.References.All, Options);
        using var assembly = new MemoryStream();
        var result = compilation.Emit(assembly);
        return result.Success ? assembly.Length : throw new InvalidOperationException(string.Join(Environment.NewLine, result.Diagnostics));
    }

    private static string ReadSource()
    {
        using var reader = new StreamReader(typeof(Work).Assembly.GetManifestResourceStream("Source.cs")!);
        return reader.ReadToEnd();
    }
}
