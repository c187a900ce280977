extern alias tool;

using System.Reflection;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Hosting;

/// <summary>The page about the command has all commands, options and exit codes that there are.</summary>
public partial class ToolPageTests
{
    private static readonly string Page = File.ReadAllText(Repository.PathOf("docs", "reference", "tool.md"));

    [Test]
    public async Task Commands_and_options_are_those_of_the_help()
    {
        var commands = await Names("--help", Command());
        Assert.That(CommandRow().Matches(Page).Select(row => row.Groups[1].Value).Distinct(), Is.EquivalentTo(commands));

        var options = new HashSet<string>(StringComparer.Ordinal);
        foreach (var command in commands)
            options.UnionWith((await Help(command, "--help")).Split('\n').SelectMany(line => Option().Matches(line.TrimStart().Split("  ")[0]).Select(match => match.Value)));

        options.ExceptWith(["--help", "--version"]);
        var documented = OptionName().Matches(Page).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        Assert.That(options.Except(documented), Is.Empty, "options that the page doesn't have");
    }

    [Test]
    public void Exit_codes_are_those_of_the_tool()
    {
        var codes = typeof(tool::Hotpatch.Tool.Connection.ExitCode).GetFields(BindingFlags.Static | BindingFlags.Public).Select(code => $"{code.GetRawConstantValue()}");
        Assert.That(ExitCodeRow().Matches(Page).Select(row => row.Groups[1].Value), Is.EqualTo(codes));
    }

    [Test]
    public void Options_of_the_channel_are_those_of_the_class()
    {
        var section = Page.Split("| option in `Control` |")[1];
        Assert.That(
            FirstCell().Matches(section).Select(row => row.Groups[1].Value), Is.EquivalentTo(typeof(HotpatchControlOptions).GetProperties().Select(property => property.Name)));
    }

    private static async Task<string[]> Names(string argument, Regex form)
        => [.. form.Matches((await Help(argument)).Split("Commands:")[1]).Select(match => match.Groups[1].Value)];

    private static async Task<string> Help(params string[] arguments)
    {
        var output = new StringWriter { NewLine = "\n" };
        await tool::Hotpatch.Tool.Program.RunAsync(arguments, output, output, isTerminal: false);
        return output.ToString().Replace("\r", "", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^  ([a-z]+) ", RegexOptions.Multiline)]
    private static partial Regex Command();

    [GeneratedRegex(@"--[a-z]+")]
    private static partial Regex Option();

    [GeneratedRegex(@"`(--[a-z]+)")]
    private static partial Regex OptionName();

    [GeneratedRegex(@"^\| `([a-z]+)[ `][^\n]*\|$", RegexOptions.Multiline)]
    private static partial Regex CommandRow();

    [GeneratedRegex(@"^\| (\d) \|", RegexOptions.Multiline)]
    private static partial Regex ExitCodeRow();

    [GeneratedRegex(@"^\| `(\w+)` \|", RegexOptions.Multiline)]
    private static partial Regex FirstCell();
}
