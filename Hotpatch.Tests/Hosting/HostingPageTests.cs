using System.Reflection;
using System.Text.RegularExpressions;
using Hotpatch.Hosting.Logging;
using Hotpatch.Tests.Support;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Tests.Hosting;

/// <summary>The tables of the page about hosts have all options, messages and instruments that there are.</summary>
public partial class HostingPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "hosting.md"));

    [Test]
    public void Options_are_those_of_the_class()
    {
        var expected = Names(typeof(HotpatchOptions)).Concat(Names(typeof(HotpatchTrustOptions)));
        Assert.That(Rows("Options").Concat(Rows("Options", table: 1)), Is.EquivalentTo(expected.Append("Require(trust)")));
    }

    [Test]
    public void Members_are_those_of_the_status()
        => Assert.That(Rows("Read the state in code"), Is.EquivalentTo(Names(typeof(HotpatchStatus))));

    [Test]
    public void Messages_have_their_ids_and_levels()
    {
        var expected = typeof(HotpatchLog).GetMethods(BindingFlags.Static | BindingFlags.Public)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>()!)
            .OrderBy(message => message.EventId)
            .Select(message => $"{message.EventId} {message.Level}");
        Assert.That(MessageRow().Matches(Page).Select(row => $"{row.Groups[1]} {row.Groups[2]}"), Is.EqualTo(expected));
    }

    [Test]
    public void Instruments_are_those_of_the_meter()
    {
        var sources = string.Concat(Directory.GetFiles(Repository.PathOf("Hotpatch.Hosting"), "*.cs", SearchOption.AllDirectories).Select(File.ReadAllText));
        var created = Instrument().Matches(sources).Select(name => $"{name.Groups[1]} {name.Groups[2]}");
        Assert.That(InstrumentRow().Matches(Page).Select(row => $"{row.Groups[1]} {row.Groups[2]}"), Is.EquivalentTo(created));
    }

    private static IEnumerable<string> Names(Type type) => type.GetProperties().Select(property => property.Name);

    // The names in the first column of a table below a heading.
    private static IEnumerable<string> Rows(string heading, int table = 0)
    {
        var section = Page.Split($"## {heading}\n")[1].Split("\n## ")[0];
        return Table().Matches(section)[table].Value.Split('\n').Select(line => FirstCell().Match(line)).Where(cell => cell.Success).Select(cell => cell.Groups[1].Value);
    }

    [GeneratedRegex(@"^(\|.*\n)+", RegexOptions.Multiline)]
    private static partial Regex Table();

    [GeneratedRegex(@"^\| `([^`]+)`")]
    private static partial Regex FirstCell();

    [GeneratedRegex(@"^\| (\d+) \| (\w+) \|", RegexOptions.Multiline)]
    private static partial Regex MessageRow();

    [GeneratedRegex(@"""(hotpatch\.[a-z.]+)"",\s+(?:\(\) => [\w.]+,\s+|\(\) => \w+\(\w+\),\s+|[\w.]+,\s+)?""([^""]+)""")]
    private static partial Regex Instrument();

    [GeneratedRegex(@"^\| `(hotpatch\.[a-z.]+)` \| [\w -]+, `([^`]+)`", RegexOptions.Multiline)]
    private static partial Regex InstrumentRow();
}
