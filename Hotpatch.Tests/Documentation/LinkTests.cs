using System.Text.RegularExpressions;
using System.Xml.Linq;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>Links between the pages, and from them into the repository, lead somewhere.</summary>
public partial class LinkTests
{
    private static string RepositoryAddress
        => XDocument.Load(Repository.PathOf("Directory.Build.props")).Descendants("RepositoryUrl").Single().Value + "/blob/main/";

    private static IEnumerable<(Page Page, string Target)> Links
        => Page.All.SelectMany(page => Link().Matches(Code().Replace(page.Prose, "")), (page, link) => (page, link.Groups[1].Value));

    [Test]
    public void Links_lead_to_a_file_and_a_heading()
    {
        Assert.That(Links.Count(), Is.GreaterThan(200));
        Assert.Multiple(() =>
        {
            foreach (var (page, target) in Links.Where(link => !IsElsewhere(link.Target)))
                Assert.That(Problem(page, target), Is.Null, $"{page.Name}: {target}");
        });
    }

    [Test]
    public void Projects_that_commands_name_exist()
    {
        var named = Page.All.SelectMany(page => page.Blocks).Where(block => block.Language == "sh")
            .SelectMany(block => Project().Matches(block.Code), (block, match) => (block.Place, Path: match.Groups[1].Value)).ToArray();
        Assert.That(named, Has.Length.GreaterThan(5));
        Assert.That(named.Where(project => !Path.Exists(Repository.PathOf(project.Path.Split('/')))), Is.Empty);
    }

    [Test]
    public void Readmes_of_packages_have_no_relative_links()
        => Assert.That(Links.Where(link => link.Page.Name.EndsWith("PACKAGE.md", StringComparison.Ordinal)).Select(link => link.Target), Is.All.StartsWith("https://"));

    // Not asked for: the tests run without a network.
    private static bool IsElsewhere(string target) => target.StartsWith("https://", StringComparison.Ordinal) && !target.StartsWith(RepositoryAddress, StringComparison.Ordinal);

    private static string? Problem(Page page, string target)
    {
        var isAbsolute = target.StartsWith(RepositoryAddress, StringComparison.Ordinal);
        var parts = (isAbsolute ? target[RepositoryAddress.Length..] : target).Split('#');
        var folder = isAbsolute ? Repository.Root : Path.GetDirectoryName(page.File)!;
        var file = parts[0].Length == 0 ? page.File : Path.GetFullPath(Path.Combine(folder, parts[0]));
        if (!File.Exists(file))
            return "there is no such file";

        // Windows and macOS don't tell upper case from lower; GitHub does.
        if (!Directory.GetFiles(Path.GetDirectoryName(file)!).Contains(file, StringComparer.Ordinal))
            return "the file's name is written in another way";

        if (parts.Length == 1)
            return null;

        return Page.All.FirstOrDefault(other => other.File == file)?.Anchors.Contains(parts[1], StringComparer.Ordinal) == true ? null : "there is no such heading";
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex Link();

    // An option is none.
    [GeneratedRegex(@"(?:--project |dotnet (?:build|test|pack) )(\w[\w./]*)")]
    private static partial Regex Project();

    [GeneratedRegex("``.+?``|`[^`\n]+`")]
    private static partial Regex Code();
}
