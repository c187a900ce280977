using System.Text.RegularExpressions;
using Hotpatch.Fody.Diagnostics;
using Hotpatch.Tests.HandlesByName;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>What the README claims, it shows.</summary>
public class ReadmeTests
{
    private readonly string _readme = File.ReadAllText(Repository.PathOf("README.md")).ReplaceLineEndings("\n");

    private IEnumerable<string> Blocks
        => Regex.Matches(_readme, "```csharp\n(.*?)```", RegexOptions.Singleline).Select(block => block.Groups[1].Value);

    [Test]
    public void Every_error_code_has_a_section()
    {
        var sections = Regex.Matches(_readme, @"^### HP(\d{4}): \S", RegexOptions.Multiline)
            .Select(section => int.Parse(section.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture));
        Assert.That(sections, Is.EquivalentTo(Enum.GetValues<ErrorCode>().Cast<int>()));
    }

    [Test]
    public void Links_to_sections_lead_somewhere()
    {
        var anchors = Regex.Matches(_readme, "^#+ (.+)$", RegexOptions.Multiline)
            .Select(heading => Regex.Replace(heading.Groups[1].Value.ToLowerInvariant(), "[^a-z0-9 _-]", "")
                .Replace(' ', '-'));
        var links = Regex.Matches(_readme, @"\]\(#([^)]+)\)").Select(link => link.Groups[1].Value);
        Assert.That(links.Distinct(), Is.SubsetOf(anchors));
    }

    [Test]
    public void Tests_that_are_named_exist()
    {
        var named = Regex.Matches(_readme, @"^\|.*\| `(\w+)\.(\w+)` \|$", RegexOptions.Multiline)
            .Select(row => (Class: row.Groups[1].Value, Method: row.Groups[2].Value)).ToArray();
        var tests = typeof(ReadmeTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (type.Name, Method: method))
            .Where(test => test.Method.IsDefined(typeof(TestAttribute), inherit: false) || test.Method.IsDefined(typeof(TestCaseAttribute), inherit: false))
            .Select(test => (test.Name, test.Method.Name));
        Assert.That(named, Has.Length.GreaterThanOrEqualTo(20));
        Assert.That(named, Is.SubsetOf(tests));
    }

    [Test]
    public void The_woven_shape_is_what_the_decompiler_shows()
    {
        var shown = File.ReadAllText(Repository.PathOf("Hotpatch.Tests", "Snapshots", "Calculator.verified.txt")).ReplaceLineEndings("\n");
        var listings = Blocks.Where(block => block.StartsWith('\t')).ToArray();
        Assert.That(listings, Has.Length.EqualTo(2));
        Assert.Multiple(() =>
        {
            foreach (var listing in listings)
                Assert.That(shown, Does.Contain(listing));
        });
    }

    [Test]
    public void The_first_example_compiles_and_weaves() => Run(ClassOfFirstExample, StatementsOfFirstExample);

    [Test]
    public void The_example_of_layers_compiles_and_weaves()
        => Run(ClassOfFirstExample, Blocks.Single(block => block.StartsWith("using (PriceService.Patches.Quote.Wrap(", StringComparison.Ordinal)));

    // The using directive, the class, and the statements below it, which have to stand in a method here.
    private string ClassOfFirstExample => Blocks.First()[..Blocks.First().IndexOf("PriceService.Patches", StringComparison.Ordinal)];

    private string StatementsOfFirstExample => Blocks.First()[ClassOfFirstExample.Length..];

    private static void Run(string declarations, string statements)
    {
        var source = $"using System;\n{declarations}\npublic static class Example {{ public static void Run() {{ {statements} }} }}";
        using var folder = new TempFolder();
        var woven = GeneratorRun.Of(source).Weave(folder);
        var assembly = LoadedAssembly.Load(woven.Output).Assembly;
        assembly.GetType("Example", throwOnError: true)!.GetMethod("Run")!.Invoke(null, null);
        Assert.That(Patchable.In(assembly).Select(handle => handle.IsPatched), Is.EqualTo(new[] { false, false }));
    }
}
