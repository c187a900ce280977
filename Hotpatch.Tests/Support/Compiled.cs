using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.Support;

/// <summary>Compiles a piece of source against the fixture's references.</summary>
internal static class Compiled
{
    /// <summary>Writes <c>{name}.dll</c> and its symbols to a folder.</summary>
    /// <returns>The path of the assembly.</returns>
    public static string ToFolder(
        string folder,
        string source,
        string name = "Snippet",
        ReferenceList? references = null,
        DebugInformationFormat? symbols = DebugInformationFormat.PortablePdb,
        OptimizationLevel optimization = OptimizationLevel.Debug,
        string sourcePath = "/src/Snippet.cs")
    {
        references ??= ReferenceList.OfFixture("Debug");
        var tree = CSharpSyntaxTree.ParseText(
            SourceText.From(source, System.Text.Encoding.UTF8), new CSharpParseOptions(LanguageVersion.Preview), sourcePath);
        var options = new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true)
            .WithOptimizationLevel(optimization)
            .WithDeterministic(true)
            .WithNullableContextOptions(NullableContextOptions.Enable);
        var compilation = CSharpCompilation.Create(name, [tree], references.Paths.Select(path => MetadataReference.CreateFromFile(path)), options);

        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, name + ".dll");
        var pdbPath = Path.ChangeExtension(path, ".pdb");
        using var pe = File.Create(path);
        using var pdb = symbols == DebugInformationFormat.PortablePdb ? File.Create(pdbPath) : null;
        var emit = symbols is null
            ? compilation.Emit(pe)
            : compilation.Emit(pe, pdb, options: new EmitOptions(debugInformationFormat: symbols.Value, pdbFilePath: pdbPath));

        Assert.That(emit.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty);
        return path;
    }
}
