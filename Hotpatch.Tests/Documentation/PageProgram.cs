using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.Tests.Analyzers;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Documentation;

/// <summary>
/// The blocks of a page as projects: those that are named, woven and referenced by the others; the program; and patch libraries, which lie beside it.
/// It runs in a process of its own, in the folder of its assembly.
/// </summary>
internal sealed class PageProgram(Page page, IReadOnlyList<CodeBlock> blocks) : IDisposable
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(RefusalAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    // What programs and their tests use beside the framework. The fixture references Hotpatch.Runtime already.
    private static readonly string[] Packages = [.. new[] { "Hotpatch.Libraries.dll", "nunit.framework.dll" }.Select(BesideTests).Where(File.Exists)];

    // What Hotpatch.Hosting and what it depends on bring.
    private static readonly string[] HostingPackages =
    [
        .. new[] { "Hotpatch.Hosting.dll", "Hotpatch.FeatureManagement.dll", "Microsoft.FeatureManagement.dll", "Microsoft.Extensions.*.dll", "Microsoft.VisualStudio.T*.dll", "Microsoft.VisualStudio.Validation.dll", "StreamJsonRpc.dll", "Nerdbank.*.dll", "MessagePack*.dll", "Newtonsoft.Json.dll", "PolyType.dll" }
            .SelectMany(pattern => Directory.GetFiles(AppContext.BaseDirectory, pattern)),
    ];

    private readonly TempFolder _folder = new();
    private readonly string[] _packages = page.Text.Contains("AddHotpatch", StringComparison.Ordinal) || page.Text.Contains("PatchControl", StringComparison.Ordinal)
        ? [.. Packages, .. HostingPackages]
        : Packages;

    /// <summary>Compiles and weaves all, and runs the statements.</summary>
    public async Task RunAsync()
    {
        foreach (var project in Projects)
            await Build(project.Name, project.IsLibrary, CompilationOf(project.Name, project.IsLibrary, blocks)).ConfigureAwait(false);

        if (!File.Exists(_folder.PathOf(CodeBlock.Program + ".dll")))
            return;

        foreach (var package in _packages.Append(BesideTests("Hotpatch.Runtime.dll")))
            File.Copy(package, _folder.PathOf(Path.GetFileName(package)), overwrite: true);

        await File.WriteAllTextAsync(
            _folder.PathOf(CodeBlock.Program + ".runtimeconfig.json"),
            """{ "runtimeOptions": { "framework": { "name": "Microsoft.NETCore.App", "version": "10.0.0" } } }""").ConfigureAwait(false);
        ChildProcess.DotNet(_folder.FullName, "exec", CodeBlock.Program + ".dll").Succeeded();
    }

    /// <summary>What the compiler and the analyzers find in one more block.</summary>
    public async Task<string[]> FindAsync(CodeBlock refused)
    {
        foreach (var project in Projects.TakeWhile(project => project.Name != refused.Project))
            await Build(project.Name, project.IsLibrary, CompilationOf(project.Name, project.IsLibrary, blocks)).ConfigureAwait(false);

        var compilation = CompilationOf(refused.Project, refused.IsLibrary, [.. blocks, refused]);
        var found = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            .Concat(await Analyzed(compilation).ConfigureAwait(false));
        return [.. found.Select(diagnostic => diagnostic.Id).Distinct().Order(StringComparer.Ordinal)];
    }

    public void Dispose() => _folder.Dispose();

    private IEnumerable<(string Name, bool IsLibrary)> Projects
        => blocks.Where(block => block is { IsLibrary: false, Project: not CodeBlock.Program }).Select(block => (block.Project, false))
            .Concat(blocks.Where(block => block.Project == CodeBlock.Program).Select(block => (block.Project, false)))
            .Concat(blocks.Where(block => block.IsLibrary).Select(block => (block.Project, true)))
            .Distinct();

    private static string BesideTests(string file) => Path.Combine(AppContext.BaseDirectory, file);

    private string[] Built => Directory.GetFiles(_folder.FullName, "*.dll");

    private Compilation CompilationOf(string project, bool isLibrary, IEnumerable<CodeBlock> among)
    {
        var parts = among.Where(block => block.Project == project).Select(block => (Block: block, Source: new BlockSource(block))).ToArray();
        var usings = string.Concat(parts.SelectMany(part => part.Source.Usings).Distinct().Select(directive => $"global {directive}\n"));
        var sources = parts.Select(part => part.Source.Declarations).Where(text => text.Length > 0).Prepend(ImplicitUsings.Source + usings);
        if (project == CodeBlock.Program)
            sources = sources.Concat(page.Fixtures.Select(Fixture)).Append(EntryPoint(parts));

        var compilation = GeneratorRun.Compile(sources, LanguageVersion.CSharp14, project)
            .AddReferences(Built.Concat(_packages).Select(path => MetadataReference.CreateFromFile(path)));
        if (project == CodeBlock.Program)
            compilation = compilation.WithOptions(compilation.Options.WithOutputKind(OutputKind.ConsoleApplication));

        // Nothing is generated for what is not woven.
        return isLibrary ? compilation : GeneratorRun.Over(compilation, isTracked: false, mentionsAll: false).After;
    }

    private async Task Build(string project, bool isLibrary, Compilation compilation)
    {
        var found = compilation.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToArray();
        Assert.That(found, Is.Empty, $"{page.Name}, {project}");
        Assert.That(await Analyzed(compilation).ConfigureAwait(false), Is.Empty, $"{page.Name}, {project}");

        var output = _folder.PathOf(project + ".dll");
        var plain = isLibrary ? output : _folder.PathOf("plain", project + ".dll");
        Directory.CreateDirectory(Path.GetDirectoryName(plain)!);
        using (var symbols = File.Create(Path.ChangeExtension(plain, ".pdb")))
        using (var assembly = File.Create(plain))
            Assert.That(compilation.Emit(assembly, symbols).Success);

        if (isLibrary)
            return;

        using var fixture = ReferenceList.OfFixture("Debug");
        using var references = fixture.With([.. Built, .. _packages]);
        var configuration = blocks.LastOrDefault(block => block.Project == project && block.Configuration is not null)?.Configuration;
        var run = WeaverRun.Execute(plain, output, references, configuration ?? "<Hotpatch/>");
        Assert.That(run.Errors.Concat(run.Warnings).Select(error => error.Message), Is.Empty, $"{page.Name}, {project}");
    }

    private static async Task<IEnumerable<Diagnostic>> Analyzed(Compilation compilation)
    {
        // Of rules that speak at the end of a compilation too.
        var options = new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), (exception, _, _) => throw new InvalidOperationException("an analyzer failed", exception), concurrentAnalysis: true, logAnalyzerExecutionTime: false);
        return await new CompilationWithAnalyzers(compilation, Analyzers, options).GetAnalyzerDiagnosticsAsync().ConfigureAwait(false);
    }

    private static string Fixture(string name) => File.ReadAllText(Repository.PathOf("Hotpatch.Tests", "Documentation", "Fixtures", name + ".cs"));

    private static string EntryPoint(IEnumerable<(CodeBlock Block, BlockSource Source)> parts)
    {
        var runs = parts.Where(part => part.Source.Statements.Length > 0).ToArray();
        var methods = runs.Select((part, index) =>
            $$"""
                public static async System.Threading.Tasks.Task Block{{index}}()
                {
            {{part.Source.Statements}}
            #line default
                    await System.Threading.Tasks.Task.CompletedTask;
                }

            """);
        var calls = runs.Select((part, index) =>
            $"        await Run(\"{part.Block.Place}\", PageBlocks.Block{index}, {Literal(part.Source.Prints)});\n");
        return
            $$"""
            internal static class PageBlocks
            {
            {{string.Concat(methods)}}
            }

            internal static class PageMain
            {
                private static int _failures;

                private static async System.Threading.Tasks.Task<int> Main()
                {
                    System.Globalization.CultureInfo.DefaultThreadCurrentCulture = System.Globalization.CultureInfo.CurrentCulture = System.Globalization.CultureInfo.InvariantCulture;
            {{string.Concat(calls)}}
                    return _failures;
                }

                private static async System.Threading.Tasks.Task Run(string place, System.Func<System.Threading.Tasks.Task> block, string[] expected)
                {
                    var console = System.Console.Out;
                    var written = new System.IO.StringWriter { NewLine = "\n" };
                    try
                    {
                        System.Console.SetOut(System.IO.TextWriter.Synchronized(written));
                        await block();
                        var lines = System.Linq.Enumerable.Select(written.ToString().Split('\n', System.StringSplitOptions.RemoveEmptyEntries), line => line.TrimEnd());
                        if (expected.Length > 0 && !System.Linq.Enumerable.SequenceEqual(lines, expected))
                            Fail($"'{string.Join("', '", expected)}' was expected, '{string.Join("', '", lines)}' was found");
                    }
                    catch (System.Exception exception)
                    {
                        Fail(exception.ToString());
                    }
                    finally
                    {
                        System.Console.SetOut(console);
                    }

                    foreach (var assembly in System.AppDomain.CurrentDomain.GetAssemblies())
                    {
                        try
                        {
                            foreach (var generic in Hotpatch.Patchable.GenericIn(assembly))
                                generic.Restore();

                            foreach (var handle in Hotpatch.Patchable.In(assembly))
                                handle.ForceRestore();
                        }
                        catch (Hotpatch.NotWovenException)
                        {
                        }
                    }

                    void Fail(string reason)
                    {
                        _failures++;
                        console.WriteLine($"{place}: {reason}");
                    }
                }
            }
            """;
    }

    private static string Literal(IEnumerable<string> lines) => $"new string[] {{ {string.Join(", ", lines.Select(line => SymbolDisplay.FormatLiteral(line, quote: true)))} }}";
}
