using Hotpatch.Benchmarks.Reporting;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>Figures in prose that the benchmarks have written are those of the pages with the results.</summary>
public class FigureTests
{
    private static readonly IReadOnlyDictionary<string, FigureValue> Figures = FigureFile.ReadAll(Repository.PathOf("docs", "benchmarks"));

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
    [TestCase("0<!-- figure: D.M, Program=X -->", "45.7<!-- figure: D.M, Program=X -->")]
    [TestCase("1.10<!-- figure: Gone.M -->", "1.10<!-- figure: Gone.M -->")]
    [TestCase("1.10 <!-- uses: shop -->", "1.10 <!-- uses: shop -->")]
    public void Marks_get_their_figures(string page, string expected)
        => Assert.That(
            FigureMarks.Update(page, new Dictionary<string, FigureValue> { ["C.M"] = new(12_345, 1.2345, 24), ["D.M, Program=X"] = new(1, 45.67, null) }),
            Is.EqualTo(expected));
}
