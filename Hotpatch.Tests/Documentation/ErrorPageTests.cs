using System.Globalization;
using System.Text.RegularExpressions;
using Hotpatch.Fody.Diagnostics;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Documentation;

/// <summary>The page of error codes has all of them, each with its level.</summary>
public partial class ErrorPageTests
{
    private static readonly Page Errors = Page.Of("docs/reference/errors.md");

    private static Dictionary<int, string> Sections
        => Section().Matches(Errors.Text).ToDictionary(section => int.Parse(section.Groups[1].Value, CultureInfo.InvariantCulture), section => section.Groups[2].Value);

    [Test]
    public void Every_code_has_a_section()
        => Assert.That(Sections.Keys, Is.EquivalentTo(Enum.GetValues<ErrorCode>().Cast<int>()));

    [Test]
    public void Every_section_says_what_the_level_is_and_who_says_it()
    {
        var rules = HelpLinkTests.Descriptors.ToDictionary(rule => int.Parse(rule.Id[2..], CultureInfo.InvariantCulture), rule => rule.DefaultSeverity);
        Assert.Multiple(() =>
        {
            foreach (var (code, text) in Sections)
            {
                var level = rules.TryGetValue(code, out var severity)
                    ? $"(?i){(severity == DiagnosticSeverity.Info ? "hint" : severity.ToString())} of the (weaver and the )?compiler"
                    : "^(Error|Warning|Message) of (the weaver|the build|`dotnet pack`)";
                Assert.That(text.Trim(), Does.Match(level), $"HP{code:0000}");
            }
        });
    }

    [Test]
    public void The_list_names_every_section_in_the_order_of_the_codes()
    {
        var listed = Row().Matches(Errors.Text).Select(row => (Code: row.Groups[1].Value, Anchor: row.Groups[2].Value, Title: row.Groups[3].Value)).ToArray();
        Assert.That(listed.Select(row => row.Code), Is.EqualTo(Enum.GetValues<ErrorCode>().Order().Select(code => $"HP{(int)code:0000}")));
        Assert.That(listed.Select(row => row.Anchor), Is.EqualTo(listed.Select(row => Page.AnchorOf($"{row.Code}: {row.Title}"))));
        Assert.That(listed.Select(row => row.Anchor), Is.SubsetOf(Errors.Anchors));
    }

    [GeneratedRegex(@"^### HP(\d{4}): \S[^\n]*\n(.*?)(?=^##|\z)", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Section();

    [GeneratedRegex(@"^\| \[(HP\d{4})\]\(#(\S+)\) \| (.+?) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
