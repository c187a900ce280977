using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.HandlesByName;

/// <summary>What is generated compiles without a warning, whatever the version of the language.</summary>
[Parallelizable(ParallelScope.Children)]
public class GeneratedCodeTests
{
    private static IEnumerable<TestCaseData> Cases
        => SourceCase.All.SelectMany(source => source.Supported.Select(version => new TestCaseData(source.Name, version)));

    [TestCaseSource(nameof(Cases))]
    public void Generated_source_compiles_without_warnings(string name, LanguageVersion version)
    {
        var run = GeneratorRun.Of(SourceCase.All.Single(source => source.Name == name).Text, version);

        Assert.That(run.Before.GetDiagnostics().Where(diagnostic => diagnostic.Severity > DiagnosticSeverity.Hidden), Is.Empty, "the source alone");
        Assert.That(run.Warnings, Is.Empty, run.Text);
    }

    [Test]
    public void Order_of_the_sources_makes_no_difference()
    {
        string[] sources = [.. SourceCase.All.Where(source => source.Supported.Contains(LanguageVersion.CSharp14)).Select(source => source.Text)];

        Assert.That(GeneratorRun.Of(sources.Reverse()).Files, Is.EquivalentTo(GeneratorRun.Of(sources).Files));
    }

    [Test]
    public void Order_of_the_parts_of_a_type_makes_no_difference()
    {
        string[] parts =
        [
            "using Hotpatch; public partial class Parts { [Patchable] public void A(int a) { } [Patchable] public void C() { } }",
            "using Hotpatch; public partial class Parts { [Patchable] public void A(ref int a) { } [Patchable] public void B(out int b) { b = 1; } }",
            "public partial class Parts { private class Hidden { } [Hotpatch.Patchable] private void Take(Hidden hidden) { } }",
        ];

        var expected = GeneratorRun.Of(parts).Files;
        Assert.That(expected, Has.Count.EqualTo(3), "the handle class, the extension and what hides it");
        Assert.That(GeneratorRun.Of(parts.Reverse()).Files, Is.EqualTo(expected));
        Assert.That(GeneratorRun.Of([parts[1], parts[2], parts[0]]).Files, Is.EqualTo(expected));
    }
}
