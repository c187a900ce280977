using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Hotpatch.Analyzers;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>One run of the generator over some sources, under one version of the language.</summary>
internal sealed partial class GeneratorRun
{
    private static readonly Lazy<ImmutableArray<MetadataReference>> References = new(
        () => [.. ReferenceList.OfFixture("Debug").Paths.Select(path => MetadataReference.CreateFromFile(path))]);

    private const string Switch = "#pragma warning disable\n";

    private GeneratorRun(GeneratorDriver driver, Compilation before, Compilation after)
    {
        Driver = driver;
        Before = before;
        After = after;
    }

    public GeneratorDriver Driver { get; }

    /// <summary>The sources alone.</summary>
    public Compilation Before { get; }

    /// <summary>The sources and what was generated.</summary>
    public Compilation After { get; }

    public GeneratorRunResult Result => Driver.GetRunResult().Results.Single();

    /// <summary>What was generated, by the name of the file.</summary>
    public IReadOnlyDictionary<string, string> Files => Result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());

    public string Text => string.Join('\n', Files.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => file.Value));

    /// <summary>
    /// What the compiler says of the sources and what was generated, if generated files did not switch all warnings off: that is for rules
    /// that nobody here knows.
    /// </summary>
    public IEnumerable<Diagnostic> Warnings => WarningsOf(WithoutSwitch(After));

    /// <summary>What a build says of the sources and what was generated.</summary>
    public IEnumerable<Diagnostic> WarningsOfBuild => WarningsOf(After);

    /// <summary>The full names of the methods that have handles.</summary>
    public IEnumerable<string> Methods
        => NotWoven().Matches(Text).Select(match => Regex.Unescape(match.Groups[1].Value)).Distinct(StringComparer.Ordinal);

    public static GeneratorRun Of(string source, LanguageVersion version = LanguageVersion.CSharp14) => Of([source], version);

    public static GeneratorRun Of(
        IEnumerable<string> sources,
        LanguageVersion version = LanguageVersion.CSharp14,
        IEnumerable<(string Path, string Text)>? files = null,
        IReadOnlyDictionary<string, string>? properties = null,
        IEnumerable<string>? references = null,
        bool mentionsAll = true)
    {
        version = Known(version);
        var compilation = Compile(sources, version).AddReferences((references ?? []).Select(path => MetadataReference.CreateFromFile(path)));
        return Run(DriverFor(version, (files ?? []).Concat(mentionsAll ? MentionsOfAll(compilation) : []), properties), compilation);
    }

    /// <summary>A run over sources that were compiled before.</summary>
    /// <param name="compilation">The sources.</param>
    /// <param name="isTracked">Whether the steps are. The compiler then loses outputs of a step that had more of them before; where it is at work, none are.</param>
    /// <param name="mentionsAll">Whether a file uses the extensions of all types, so that all are declared.</param>
    public static GeneratorRun Over(CSharpCompilation compilation, bool isTracked = true, bool mentionsAll = true)
        => Run(DriverFor(compilation.LanguageVersion, mentionsAll ? MentionsOfAll(compilation) : [], properties: null, isTracked), compilation);

    /// <summary>
    /// A run over sources that were compiled before, in which a file uses the extensions of types with some names. The steps are not tracked, as in the
    /// compiler: tracking takes time with the third power of the number of types, and minutes for a few hundred.
    /// </summary>
    public static GeneratorRun OverMentions(CSharpCompilation compilation, IEnumerable<string> names)
        => Run(
            DriverFor(compilation.LanguageVersion, [("/src/Mentions.razor", string.Join('\n', names.Distinct(StringComparer.Ordinal).Select(name => $"{name}.Patches")))], properties: null, isTracked: false),
            compilation);

    /// <summary>Weaves the sources and what was generated.</summary>
    public WeaverRun Weave(TempFolder folder, string config = "<Hotpatch/>", string name = "", params string[] references)
    {
        Directory.CreateDirectory(folder.PathOf(name, "plain"));
        var plain = folder.PathOf(name, "plain", "Snippet.dll");
        var emit = After.Emit(plain);
        Assert.That(emit.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error), Is.Empty, Text);
        using var fixture = ReferenceList.OfFixture("Debug");
        using var all = fixture.With(references);
        return WeaverRun.Execute(plain, folder.PathOf(name, "woven", "Snippet.dll"), all, config);
    }

    /// <summary>Runs once more, over other sources.</summary>
    public GeneratorRun Again(Compilation compilation) => Run(Driver, compilation);

    public static CSharpParseOptions Parsing(LanguageVersion version) => new(version, DocumentationMode.Diagnose);

    private static CSharpGeneratorDriver DriverFor(
        LanguageVersion version, IEnumerable<(string Path, string Text)> files, IReadOnlyDictionary<string, string>? properties, bool isTracked = true)
        => CSharpGeneratorDriver.Create(
            [new HandleGenerator().AsSourceGenerator()],
            additionalTexts: files.Select(file => new AdditionalFile(file.Path, file.Text)),
            parseOptions: Parsing(version),
            optionsProvider: new Options(properties ?? new Dictionary<string, string>()),
            driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: isTracked));

    /// <summary>A file from which another generator would make source that uses the extensions of all types.</summary>
    private static IEnumerable<(string Path, string Text)> MentionsOfAll(Compilation compilation)
        => [("/src/Mentions.razor", string.Join('\n', compilation.SyntaxTrees
            .SelectMany(tree => tree.GetRoot().DescendantNodes().OfType<TypeDeclarationSyntax>())
            .Select(type => type.Identifier.ValueText + ".Patches")))];

    private static GeneratorRun Run(GeneratorDriver driver, Compilation compilation)
    {
        driver = driver.RunGeneratorsAndUpdateCompilation(compilation, out var after, out _);
        var run = new GeneratorRun(driver, compilation, after);
        Assert.That(run.Result.Exception, Is.Null);
        return run;
    }

    // Tests run over older compilers too.
    private static LanguageVersion Known(LanguageVersion version)
        => Enum.IsDefined(version) ? version : Enum.GetValues<LanguageVersion>().Where(known => known < version).Max();

    private static IEnumerable<Diagnostic> WarningsOf(Compilation compilation)
        => compilation.GetDiagnostics()
            .Concat(compilation.Emit(Stream.Null, xmlDocumentationStream: Stream.Null).Diagnostics)
            .Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden)
            .Distinct();

    private static Compilation WithoutSwitch(Compilation compilation)
    {
        foreach (var tree in compilation.SyntaxTrees.Where(tree => tree.FilePath.EndsWith(".g.cs", StringComparison.Ordinal)))
        {
            var text = tree.ToString();
            Assert.That(text, Does.Contain(Switch));
            var changed = tree.WithChangedText(SourceText.From(text.Replace(Switch, "\n", StringComparison.Ordinal), System.Text.Encoding.UTF8));
            compilation = compilation.ReplaceSyntaxTree(tree, changed);
        }

        return compilation;
    }

    /// <summary>The sources as an assembly, before the generator has run.</summary>
    public static CSharpCompilation Compile(IEnumerable<string> sources, LanguageVersion version, string name = "Snippet")
        => CSharpCompilation.Create(
            name,
            sources.Select((source, index) => CSharpSyntaxTree.ParseText(
                SourceText.From(source, System.Text.Encoding.UTF8), Parsing(version), $"/src/Source{index}.cs")),
            References.Value,
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                warningLevel: 9999,
                deterministic: true,
                nullableContextOptions: version >= LanguageVersion.CSharp8 ? NullableContextOptions.Enable : NullableContextOptions.Disable));

    [GeneratedRegex("Not(?:Woven|Called)\\(\"((?:[^\"\\\\]|\\\\.)*)\"\\)")]
    private static partial Regex NotWoven();

    private sealed class AdditionalFile(string path, string text) : AdditionalText
    {
        public override string Path => path;

        public override SourceText GetText(CancellationToken cancellationToken = default) => SourceText.From(text);
    }

    private sealed class Options(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptionsProvider
    {
        public override AnalyzerConfigOptions GlobalOptions => new Values(properties);

        public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => new Values(new Dictionary<string, string>());

        public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => new Values(new Dictionary<string, string>());
    }

    private sealed class Values(IReadOnlyDictionary<string, string> properties) : AnalyzerConfigOptions
    {
        public override bool TryGetValue(string key, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out string? value)
            => properties.TryGetValue(key, out value);
    }
}
