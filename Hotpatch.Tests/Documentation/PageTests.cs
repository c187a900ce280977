using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>The form that all pages have: short README, one job a page, code on the first screen, a way on.</summary>
public partial class PageTests
{
    private const int ReadmeLines = 200;
    private const int FirstScreen = 45;

    private static IEnumerable<Page> Docs => Page.All.Where(page => page.Name.StartsWith("docs/", StringComparison.Ordinal));

    // Nobody writes the pages with the results of benchmarks: a run does.
    private static IEnumerable<Page> Articles
        => Docs.Where(page => page.Name != "docs/README.md" && !page.Name.StartsWith("docs/benchmarks/", StringComparison.Ordinal));

    [Test]
    public void Readme_is_short()
        => Assert.That(File.ReadAllLines(Repository.PathOf("README.md")), Has.Length.LessThanOrEqualTo(ReadmeLines));

    [Test]
    public void Readme_has_the_commands_that_others_run()
    {
        var readme = Page.Of("README.md").Text;
        Assert.That(readme, Does.Contain("\ndotnet run --project samples/Quickstart -c Release\n"));
        Assert.That(readme, Does.Contain("\ndotnet test Hotpatch.sln -c Release\n"));
    }

    [Test]
    public void Every_page_is_of_one_of_four_kinds_and_in_the_table_of_contents()
    {
        var contents = Page.Of("docs/README.md").Text;
        var site = File.ReadAllText(Repository.PathOf("docs", "toc.yml")).ReplaceLineEndings("\n");
        Assert.Multiple(() =>
        {
            Assert.That(Articles.Count(), Is.GreaterThan(35));
            foreach (var page in Articles)
            {
                Assert.That(page.Name, Does.Match("^docs/((tutorials|how-to|reference|explanation)/[a-z0-9-]+|architecture)\\.md$"));
                Assert.That(contents, Does.Contain($"]({page.Name["docs/".Length..]})\n"), page.Name);
                Assert.That(site, Does.Contain($"href: {page.Name["docs/".Length..]}\n"), page.Name);
            }
        });
    }

    [Test]
    public void Every_page_shows_code_on_its_first_screen_and_ends_with_a_way_on()
        => Assert.Multiple(() =>
        {
            foreach (var page in Articles)
            {
                Assert.That(page.Text.Split('\n').Take(FirstScreen), Has.Some.StartsWith("```"), page.Name);
                Assert.That(page.Text, Does.Match("\nWhere to go next:\n\n(- [^\n]+\n)+$"), page.Name);
            }
        });

    [Test]
    public void Every_page_has_one_title()
        => Assert.Multiple(() =>
        {
            foreach (var page in Page.All)
                Assert.That(Title().Count(page.Prose), Is.EqualTo(1), page.Name);
        });

    // Headings of the same text would have one anchor.
    [Test]
    public void Every_heading_of_a_page_is_another()
        => Assert.Multiple(() =>
        {
            foreach (var page in Page.All.Where(page => page.Name != "CHANGELOG.md"))
                Assert.That(page.Anchors, Is.Unique, page.Name);
        });

    [Test]
    public void Tests_that_are_named_exist()
    {
        var named = NamedTest().Matches(Page.Of("docs/explanation/coming-from-rust-hotpatch.md").Text)
            .Select(row => (Class: row.Groups[1].Value, Method: row.Groups[2].Value)).ToArray();
        var tests = typeof(PageTests).Assembly.GetTypes()
            .SelectMany(type => type.GetMethods(), (type, method) => (type.Name, Method: method))
            .Where(test => test.Method.IsDefined(typeof(TestAttribute), inherit: false) || test.Method.IsDefined(typeof(TestCaseAttribute), inherit: false))
            .Select(test => (test.Name, test.Method.Name));
        Assert.That(named, Has.Length.GreaterThanOrEqualTo(20));
        Assert.That(named, Is.SubsetOf(tests));
    }

    [GeneratedRegex("^# \\S", RegexOptions.Multiline)]
    private static partial Regex Title();

    [GeneratedRegex(@"^\|.*\| `(\w+)\.(\w+)` \|$", RegexOptions.Multiline)]
    private static partial Regex NamedTest();
}
