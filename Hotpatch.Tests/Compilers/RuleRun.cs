using System.Collections.Immutable;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeActions;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp.Formatting;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Host;
using Microsoft.CodeAnalysis.Host.Mef;
using Microsoft.CodeAnalysis.Testing;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.Compilers;

/// <summary>
/// Checks the diagnostics of an analyzer, and the text that its fix makes, over any version of the compiler. The testing packages check more, but work
/// over the version only that this assembly is built for.
/// </summary>
internal sealed class RuleRun(DiagnosticAnalyzer analyzer, SolutionState state, ParseOptions parseOptions, CompilationOptions compilationOptions)
{
    private const int MostFixes = 50;

    // Not all that a workspace has by default: the SDK is without some of what that needs.
    private static readonly Lazy<HostServices> Host = new(
        () => MefHostServices.Create([typeof(Workspace).Assembly, typeof(CSharpFormattingOptions).Assembly]));

    private readonly List<string> _expected = [];

    /// <summary>Whether this assembly is loaded over another version than the one that it is built for.</summary>
    public static bool IsNeeded => AssemblyLoadContext.GetLoadContext(typeof(RuleRun).Assembly)?.GetType().FullName == typeof(CompilerContext).FullName;

    public required IEnumerable<Func<Solution, ProjectId, Solution>> Transforms { get; init; }

    /// <summary>The diagnostics must be the ones that the source has marks for.</summary>
    /// <returns>The project, for a fix.</returns>
    public async Task<Project> Check()
    {
        using var workspace = new AdhocWorkspace(Host.Value);
        var others = state.AdditionalProjects.ToDictionary(other => other.Key, other => ProjectId.CreateNewId(other.Key), StringComparer.Ordinal);
        var solution = workspace.CurrentSolution;
        foreach (var (name, other) in state.AdditionalProjects)
            solution = Add(solution, others[name], name, other, []);

        var id = ProjectId.CreateNewId("Test");
        solution = Add(solution, id, "Test", state, state.AdditionalProjectReferences.Select(name => new ProjectReference(others[name])));
        solution = Transforms.Aggregate(solution, (changed, transform) => transform(changed, id));
        var project = solution.GetProject(id)!;
        var found = await Find(project);
        Assert.That(found.Select(Text), Is.EquivalentTo(_expected));
        return project;
    }

    /// <summary>The fix, applied until there is none, must make the expected text.</summary>
    public async Task Check(CodeFixProvider fix, string? key, SolutionState fixedState)
    {
        var project = await Check();
        for (var count = 0; await Fixed(project, fix, key) is { } changed; count++)
        {
            Assert.That(count, Is.LessThan(MostFixes), "the fix does not end");
            project = changed;
        }

        foreach (var (name, content) in fixedState.Sources.Count > 0 ? fixedState.Sources : state.Sources)
            Assert.That((await project.Documents.Single(document => document.Name == name).GetTextAsync()).ToString(), Is.EqualTo(Unmarked(content, out _)));
    }

    private async Task<Project?> Fixed(Project project, CodeFixProvider fix, string? key)
    {
        foreach (var diagnostic in (await Find(project)).Where(candidate => fix.FixableDiagnosticIds.Contains(candidate.Id)).OrderBy(candidate => candidate.Location.SourceSpan))
        {
            var actions = new List<CodeAction>();
            var document = project.Solution.GetDocument(diagnostic.Location.SourceTree)!;
            await fix.RegisterCodeFixesAsync(new CodeFixContext(document, diagnostic, (action, _) => actions.Add(action), CancellationToken.None));
            if (actions.Find(action => key is null || action.EquivalenceKey == key) is { } chosen)
            {
                var operations = await chosen.GetOperationsAsync(CancellationToken.None);
                return operations.OfType<ApplyChangesOperation>().Single().ChangedSolution.GetProject(project.Id);
            }
        }

        return null;
    }

    private Solution Add(Solution solution, ProjectId id, string name, ProjectState project, IEnumerable<ProjectReference> references)
    {
        var options = compilationOptions.WithOutputKind(project.OutputKind ?? compilationOptions.OutputKind);
        solution = solution.AddProject(ProjectInfo.Create(
            id, VersionStamp.Default, name, name, LanguageNames.CSharp, compilationOptions: options, parseOptions: parseOptions,
            projectReferences: references, metadataReferences: project.AdditionalReferences));
        foreach (var (file, content) in project.Sources)
            solution = solution.AddDocument(DocumentId.CreateNewId(id), file, Read(file, content), filePath: file);

        foreach (var (file, content) in project.AdditionalFiles)
            solution = solution.AddAdditionalDocument(DocumentId.CreateNewId(id), file, Read(file, content), filePath: file);

        foreach (var (file, content) in project.AnalyzerConfigFiles)
            solution = solution.AddAnalyzerConfigDocument(DocumentId.CreateNewId(id), file, content, filePath: file);

        return solution;
    }

    private SourceText Read(string file, SourceText content)
    {
        var text = Unmarked(content, out var spans);
        _expected.AddRange(spans.SelectMany(named => named.Value, (named, span) => $"{named.Key} {file} {span}"));
        return SourceText.From(text, System.Text.Encoding.UTF8);
    }

    private static string Unmarked(SourceText content, out ImmutableDictionary<string, ImmutableArray<TextSpan>> spans)
    {
        TestFileMarkupParser.GetSpans(content.ToString(), out var text, out spans);
        return text;
    }

    private async Task<ImmutableArray<Diagnostic>> Find(Project project)
    {
        var compilation = (await project.GetCompilationAsync())!;
        var options = new CompilationWithAnalyzersOptions(
            project.AnalyzerOptions, (exception, _, _) => throw new InvalidOperationException("an analyzer failed", exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        var found = await new CompilationWithAnalyzers(compilation, [analyzer], options).GetAnalyzerDiagnosticsAsync();
        return found.AddRange(compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error));
    }

    private static string Text(Diagnostic diagnostic)
        => $"{diagnostic.Id} {diagnostic.Location.SourceTree?.FilePath ?? diagnostic.Location.GetLineSpan().Path} {diagnostic.Location.SourceSpan}";
}
