using System.Collections.Concurrent;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.Support;

/// <summary>Compiles a piece of source against the fixture's references.</summary>
internal static class Compiled
{
    // Reading the framework's references takes longer than compiling most snippets.
    private static readonly ConcurrentDictionary<(string Path, DateTime Time), MetadataReference> References = [];

    /// <summary>Writes <c>{name}.dll</c> and its symbols to a folder.</summary>
    /// <returns>The path of the assembly.</returns>
    public static string ToFolder(
        string folder,
        string source,
        string name = "Snippet",
        ReferenceList? references = null,
        DebugInformationFormat? symbols = DebugInformationFormat.PortablePdb,
        OptimizationLevel optimization = OptimizationLevel.Debug,
        string sourcePath = "/src/Snippet.cs",
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary,
        string? pdbFile = null)
    {
        var compilation = Compilation(new Dictionary<string, string> { [sourcePath] = source }, name, references, optimization, kind);
        return Emit(compilation, folder, symbols, pdbFile);
    }

    /// <summary>Compiles several files, without symbols.</summary>
    /// <returns>The path of the assembly.</returns>
    public static string ToFolder(
        string folder, IReadOnlyDictionary<string, string> sources, string name, ReferenceList references, OptimizationLevel optimization)
        => Emit(Compilation(sources, name, references, optimization), folder, symbols: null);

    /// <summary>Writes what a compilation makes, with symbols.</summary>
    /// <returns>The path of the assembly.</returns>
    public static string ToFolder(string folder, CSharpCompilation compilation) => Emit(compilation, folder, DebugInformationFormat.PortablePdb);

    /// <summary>The compilation itself.</summary>
    public static CSharpCompilation Compilation(string source)
        => Compilation(new Dictionary<string, string> { ["/src/Snippet.cs"] = source }, OutputKind.DynamicallyLinkedLibrary);

    /// <summary>The compilation of several files.</summary>
    public static CSharpCompilation Compilation(IReadOnlyDictionary<string, string> sources, OutputKind kind)
        => Compilation(sources, "Snippet", references: null, OptimizationLevel.Debug, kind);

    /// <summary>The codes of the errors that the compiler finds.</summary>
    public static IEnumerable<string> Errors(string source)
        => Compilation(
                new Dictionary<string, string> { ["/src/Snippet.cs"] = source }, "Snippet", references: null, OptimizationLevel.Debug)
            .GetDiagnostics()
            .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Select(diagnostic => diagnostic.Id);

    private static string Emit(CSharpCompilation compilation, string folder, DebugInformationFormat? symbols, string? pdbFile = null)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, compilation.AssemblyName + ".dll");
        var pdbPath = Path.ChangeExtension(path, ".pdb");
        using var pe = File.Create(path);
        using var pdb = symbols == DebugInformationFormat.PortablePdb ? File.Create(pdbPath) : null;
        var emit = symbols is null
            ? compilation.Emit(pe)
            : compilation.Emit(pe, pdb, options: new EmitOptions(debugInformationFormat: symbols.Value, pdbFilePath: pdbFile ?? pdbPath));

        Assert.That(emit.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return path;
    }

    private static CSharpCompilation Compilation(
        IReadOnlyDictionary<string, string> sources, string name, ReferenceList? references, OptimizationLevel optimization,
        OutputKind kind = OutputKind.DynamicallyLinkedLibrary)
    {
        references ??= ReferenceList.OfFixture("Debug");
        var parsing = new CSharpParseOptions(LanguageVersion.Preview);
        var trees = sources.Select(
            source => CSharpSyntaxTree.ParseText(SourceText.From(source.Value, System.Text.Encoding.UTF8), parsing, source.Key));
        var options = new CSharpCompilationOptions(kind, allowUnsafe: true)
            .WithOptimizationLevel(optimization)
            .WithDeterministic(true)
            .WithNullableContextOptions(NullableContextOptions.Enable);
        return CSharpCompilation.Create(name, trees, references.Paths.Select(Reference), options);
    }

    private static MetadataReference Reference(string path)
        => References.GetOrAdd((path, File.GetLastWriteTimeUtc(path)), key => MetadataReference.CreateFromFile(key.Path));
}
