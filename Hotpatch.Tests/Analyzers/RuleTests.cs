using System.Collections.Immutable;
using System.Reflection;
using Hotpatch.Analyzers;
using Hotpatch.Analyzers.Rules.Marks;
using Hotpatch.CodeFixes;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Analyzers;

/// <summary>What holds for all rules.</summary>
public class RuleTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(RefusalAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    private static IEnumerable<DiagnosticDescriptor> Rules => Analyzers.SelectMany(analyzer => analyzer.SupportedDiagnostics).Distinct();

    [TestCaseSource(nameof(Rules))]
    public void Every_rule_has_a_code_of_its_own_and_a_section_of_its_own(DiagnosticDescriptor rule)
    {
        var link = new Uri(rule.HelpLinkUri);
        var sections = File.ReadAllLines(Repository.PathOf("docs", "reference", "errors.md")).Where(line => line.StartsWith("### ", StringComparison.Ordinal)).Select(line => line[4..]).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(Enum.GetValues<ErrorCode>().Select(code => $"HP{(int)code:0000}"), Has.Some.EqualTo(rule.Id));
            Assert.That(sections, Has.Some.EqualTo($"{rule.Id}: {rule.Title}"));
            Assert.That(sections.Select(Anchor), Has.Some.EqualTo(link.Fragment));
            Assert.That(rule.Category, Is.EqualTo("Hotpatch"));
        });
    }

    [Test]
    public void Every_rule_with_a_way_out_in_the_code_has_a_fix()
    {
        var fixes = typeof(NodeCodeFix).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(CodeFixProvider)) && !type.IsAbstract).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(
                fixes.SelectMany(type => ((CodeFixProvider)Activator.CreateInstance(type)!).FixableDiagnosticIds),
                Is.EquivalentTo(new[] { "HP0032", "HP0033", "HP0034", "HP0035" }));
            Assert.That(fixes.Select(type => type.GetCustomAttribute<ExportCodeFixProviderAttribute>()?.Languages), Is.All.EqualTo(new[] { LanguageNames.CSharp }));
            Assert.That(fixes.Select(type => ((CodeFixProvider)Activator.CreateInstance(type)!).GetFixAllProvider()), Is.All.Not.Null);
        });
    }

    [Test]
    public void Compilers_have_what_the_analyzers_need_and_editors_what_the_fixes_need()
        => Assert.Multiple(() =>
        {
            Assert.That(References(typeof(RefusalAnalyzer)), Has.None.Contains("Workspaces"));
            Assert.That(References(typeof(NodeCodeFix)), Has.None.Contains("Composition"), "of which each editor has another version");
        });

    [TestCase("AssemblyToProcess")]
    [TestCase("samples/Quickstart")]
    public async Task Nothing_is_found_in_sources_that_are_right(string folder)
    {
        const string Usings =
            "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
        var files = Directory.EnumerateFiles(Repository.PathOf(folder.Split('/')), "*.cs").ToDictionary(file => file, File.ReadAllText);
        files["/Usings.cs"] = Usings;
        var kind = folder.StartsWith("samples", StringComparison.Ordinal) ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        var sources = Compiled.Compilation(files, kind);
        CSharpGeneratorDriver.Create([new HandleGenerator().AsSourceGenerator()], parseOptions: (CSharpParseOptions)sources.SyntaxTrees.First().Options)
            .RunGeneratorsAndUpdateCompilation(sources, out var compilation, out _);
        var found = await Diagnostics.Of(compilation, Analyzers);
        Assert.That(found, Is.Empty);
    }

    private static IEnumerable<string?> References(Type type) => type.Assembly.GetReferencedAssemblies().Select(assembly => assembly.Name);

    // As the page shows it: lower case, blanks as hyphens, punctuation left out.
    private static string Anchor(string heading)
        => "#" + string.Concat(heading.ToLowerInvariant().Replace(' ', '-').Where(character => char.IsLetterOrDigit(character) || character is '-' or '_'));
}
