using Hotpatch.Benchmarks.Reporting.Pages;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>Figures in prose that the benchmarks have written are those of the pages with the results.</summary>
public class FigureTests
{
    private static readonly IReadOnlyList<ClassResult> Results = ResultFiles.ReadAll(Repository.PathOf("docs", "benchmarks"));
    private static readonly IReadOnlyDictionary<string, Figure> Figures = ResultFiles.ByKey(Results);

    [Test]
    public void Marked_figures_are_those_of_the_results()
        => Assert.Multiple(() =>
        {
            foreach (var page in Page.All)
            {
                Assert.That(Figures.Keys, Is.SupersetOf(FigureMarks.KeysIn(page.Text).Distinct()), page.Name);
                Assert.That(FigureMarks.Update(page.Text, Figures), Is.EqualTo(page.Text), page.Name);
            }
        });

    [Test]
    public void Pages_and_charts_are_those_of_the_results()
    {
        var rendered = BenchmarkPage.Render(Results);
        var folder = Repository.PathOf("docs", "benchmarks");
        Assert.Multiple(() =>
        {
            Assert.That(rendered.Keys, Is.EquivalentTo(Directory.GetFiles(folder).Select(Path.GetFileName)));
            foreach (var (name, text) in rendered)
                Assert.That(File.ReadAllText(Path.Combine(folder, name)), Is.EqualTo(text), name);
        });
    }

    [Test]
    public void A_run_leaves_what_it_did_not_measure()
    {
        using var temporary = new TempFolder();
        var folder = temporary.FullName;
        ResultFiles.Write(folder, new ClassResult("Whole assemblies", "Sizes", RunOf("first"), [], [["A", "1"], ["B", "2"]]) { Columns = ["", "size"] });
        ResultFiles.Write(folder, new ClassResult("Whole assemblies", "Start", RunOf("first"), [Measured("Start", 5)], []));
        ResultFiles.Write(folder, new ClassResult("Whole assemblies", "Sizes", RunOf("second"), [], [["B", "3"]]) { Columns = ["", "size"] });

        var results = ResultFiles.ReadAll(folder);
        Assert.Multiple(() =>
        {
            Assert.That(results.Select(result => result.Class), Is.EqualTo(new[] { "Sizes", "Start" }));
            Assert.That(results[0].Rows, Is.EqualTo(new[] { new[] { "A", "1" }, ["B", "3"] }));
            Assert.That(results[0].Run.Command, Is.EqualTo("second"));
            Assert.That(BenchmarkPage.Render(results)["whole-assemblies.md"], Does.Contain("| B | 3 |").And.Contain("5.00 ns").And.Contain("at most 4.00 ns, **missed**"));
        });
    }

    [Test]
    public void Every_results_page_is_in_the_tables_of_contents()
    {
        var contents = Page.Of("docs/README.md").Text;
        var site = File.ReadAllText(Repository.PathOf("docs", "toc.yml"));
        var pages = Directory.GetFiles(Repository.PathOf("docs", "benchmarks"), "*.md").Select(Path.GetFileName).ToArray();
        Assert.Multiple(() =>
        {
            Assert.That(pages, Is.Not.Empty);
            foreach (var page in pages)
            {
                Assert.That(contents, Does.Contain($"](benchmarks/{page})"));
                Assert.That(site, Does.Contain($"href: benchmarks/{page}"));
            }
        });
    }

    [TestCase("a 1.10<!-- figure: C.M --> b", "a 1.23<!-- figure: C.M --> b")]
    [TestCase("| 9<!-- figure: C.M: time --> |", "| 12.3 µs<!-- figure: C.M: time --> |")]
    [TestCase("1 ms<!-- figure: C.M: time -->, 5 bytes<!-- figure: C.M: bytes -->", "12.3 µs<!-- figure: C.M: time -->, 24 bytes<!-- figure: C.M: bytes -->")]
    [TestCase("1<!-- figure: C.M: passes -->, 1.0 to 2<!-- figure: C.M: passes -->", "0.90 to 1.25<!-- figure: C.M: passes -->, 0.90 to 1.25<!-- figure: C.M: passes -->")]
    [TestCase("0<!-- figure: D.M, Program=X -->", "45.7<!-- figure: D.M, Program=X -->")]
    [TestCase("1.10<!-- figure: Gone.M -->", "1.10<!-- figure: Gone.M -->")]
    [TestCase("1.10 <!-- uses: shop -->", "1.10 <!-- uses: shop -->")]
    public void Marks_get_their_figures(string page, string expected)
        => Assert.That(
            FigureMarks.Update(page, new Dictionary<string, Figure> { ["C.M"] = Measured("C", 12_345) with { Ratio = 1.2345, Bytes = 24 }, ["D.M, Program=X"] = Measured("D", 1) with { Ratio = 45.67 } }),
            Is.EqualTo(expected));

    private static Run RunOf(string command) => new("2026-01-01", "c0ffee", command, ["a machine"]);

    private static Figure Measured(string className, double nanoseconds)
        => new(className, string.Empty, "m", "M", nanoseconds, Ratio: 1, Lowest: 0.9, Highest: 1.25, Bytes: null) { IsBaseline = false, TargetNanoseconds = 4 };
}
