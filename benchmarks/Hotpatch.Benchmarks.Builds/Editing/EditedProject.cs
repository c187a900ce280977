using System.Collections.Immutable;
using System.Reflection;
using Hotpatch.Analyzers;
using Hotpatch.Benchmarks.Builds.Projects;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Benchmarks.Builds.Editing;

/// <summary>
/// A project in an editor. After each keystroke the editor parses the file, runs the generators, and asks for the diagnostics of that file. As an editor
/// does, it keeps one compilation without the generated files and one with them, and replaces the files that have changed.
/// </summary>
internal sealed class EditedProject
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.CSharp14);
    private static readonly BuildProperties Properties = new();
    private static readonly Lazy<EditedProject> Opened = new(Open);

    private static readonly ImmutableArray<DiagnosticAnalyzer> AllAnalyzers =
    [
        .. typeof(HandleGenerator).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<DiagnosticAnalyzerAttribute>() is not null)
            .Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!),
    ];

    private Compilation _sources;
    private Compilation _whole;
    private GeneratorDriver _driver;
    private ImmutableArray<GeneratedSourceResult> _generated;

    private EditedProject(Compilation sources, Compilation whole, GeneratorDriver driver)
        => (_sources, _whole, _driver, _generated) = (sources, whole, driver, Sources(driver));

    /// <summary>Returns the project as it was opened. Nothing in it is ever changed, only replaced.</summary>
    public static EditedProject Create() => (EditedProject)Opened.Value.MemberwiseClone();

    /// <summary>Types a character, and looks for errors in the file without running a generator.</summary>
    public int Type(EditPlace place) => Diagnose(Parse(place)).Length;

    /// <summary>The same, after running the generator.</summary>
    public int TypeAndGenerate(EditPlace place)
    {
        var trees = Parse(place);
        _sources = _sources.ReplaceSyntaxTree(_sources.SyntaxTrees.ElementAt(IndexOf(place)), trees.New);
        _driver = _driver.RunGenerators(_sources);
        var generated = Sources(_driver);
        for (var index = 0; index < generated.Length; index++)
        {
            // The driver makes each tree anew, and keeps the text of those that were not generated again.
            if (!generated[index].SourceText.ContentEquals(_generated[index].SourceText))
                ReplaceGenerated(index, generated[index].SyntaxTree);
        }

        _generated = generated;
        return Diagnose(trees).Length;
    }

    /// <summary>Types a character, and looks for errors in the file and for what the analyzers find there.</summary>
    public int TypeAndAnalyze(EditPlace place)
    {
        var trees = Parse(place);
        var errors = Diagnose(trees).Length;
        var analysis = new CompilationWithAnalyzers(_whole, AllAnalyzers, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([], Properties), onAnalyzerException: (exception, _, _) => throw exception, concurrentAnalysis: true, logAnalyzerExecutionTime: false));
        var found = analysis.GetAnalyzerSemanticDiagnosticsAsync(_whole.GetSemanticModel(trees.New), filterSpan: null, CancellationToken.None).GetAwaiter().GetResult();
        return errors + found.Length;
    }

    private static EditedProject Open()
    {
        var files = ProjectSize.OfEditing;
        var marked = Enumerable.Range(0, files).Select(number => SourceFile.Text(number, files, SourceFile.Mark));
        string[] texts = [.. marked, SourceFile.Text(files, files, mark: string.Empty)];

        // One method of the first file has no mark.
        texts[0] = SourceFile.WithoutLastMark(texts[0]);
        var references = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "references.txt")).Append(typeof(PatchableAttribute).Assembly.Location);
        var sources = CSharpCompilation.Create(
            "Shop",
            texts.Select((text, number) => CSharpSyntaxTree.ParseText(SourceText.From(text), Parsing, $"Orders{number}.cs")),
            references.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable));
        var driver = CSharpGeneratorDriver.Create([new HandleGenerator().AsSourceGenerator()], parseOptions: Parsing, optionsProvider: Properties)
            .RunGeneratorsAndUpdateCompilation(sources, out var whole, out _);
        var project = new EditedProject(sources, whole, driver);
        project.Check(files);
        return project;
    }

    private static ImmutableArray<GeneratedSourceResult> Sources(GeneratorDriver driver) => driver.GetRunResult().Results.Single().GeneratedSources;

    private static int IndexOf(EditPlace place) => place == EditPlace.UnmarkedFile ? ProjectSize.OfEditing : 0;

    private static SyntaxTree Apply(SyntaxTree tree, TextEdit edit)
    {
        var text = tree.GetText();
        var (start, length, part) = edit.In(text.ToString());
        return tree.WithChangedText(text.WithChanges(new TextChange(new TextSpan(start, length), part)));
    }

    private (SyntaxTree Old, SyntaxTree New) Parse(EditPlace place)
    {
        var old = _whole.SyntaxTrees.ElementAt(IndexOf(place));
        var @new = Apply(old, place switch
        {
            EditPlace.Signature => TextEdit.Signature,
            EditPlace.UnmarkedBody => TextEdit.LastBody,
            _ => TextEdit.Body,
        });
        return (old, @new);
    }

    // The generated files come after those of the project.
    private void ReplaceGenerated(int index, SyntaxTree tree)
        => _whole = _whole.ReplaceSyntaxTree(_whole.SyntaxTrees.ElementAt(_sources.SyntaxTrees.Count() + index), tree);

    private ImmutableArray<Diagnostic> Diagnose((SyntaxTree Old, SyntaxTree New) trees)
    {
        _whole = _whole.ReplaceSyntaxTree(trees.Old, trees.New);
        var found = _whole.GetSemanticModel(trees.New).GetDiagnostics();
        return found.Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            ? throw new InvalidOperationException($"The edited file has errors: {found[0]}")
            : found;
    }

    // A generator that declares nothing would be fast.
    private void Check(int files)
    {
        if (_generated.Length != files)
            throw new InvalidOperationException($"{files} files were to be generated, and {_generated.Length} were.");

        var errors = _whole.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        if (errors.Length > 0)
            throw new InvalidOperationException($"The project has errors: {errors[0]}");
    }
}
