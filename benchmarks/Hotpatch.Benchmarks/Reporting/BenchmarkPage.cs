using System.Globalization;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Environments;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>Writes the figures of a run as a page of tables, with a chart beside each, and as JSON.</summary>
internal static class BenchmarkPage
{
    /// <summary>The option that names the folder for the pages.</summary>
    public const string Option = "--pages";

    /// <summary>Writes <c>{name}.md</c> and its charts.</summary>
    /// <param name="folder">The folder, which is made if need be.</param>
    /// <param name="title">The title of the page.</param>
    /// <param name="command">The command that measures the same.</param>
    /// <param name="figures">The figures.</param>
    /// <param name="more">A table to put at the end.</param>
    public static void Write(string folder, string title, string command, IReadOnlyList<Figure> figures, string more = "")
    {
        Directory.CreateDirectory(folder);
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        page.Append("A run of the benchmarks wrote this page. Each ratio divides the row's best pass by the best pass of the group's first row. Brackets hold the lowest and the highest ratio of single passes.\n\n");
        page.Append(CultureInfo.InvariantCulture, $"```sh\n{command}\n```\n\n");
        page.Append(CultureInfo.InvariantCulture, $"- {DateTime.UtcNow:yyyy-MM-dd}, commit {Commit}\n");
        foreach (var line in HostEnvironmentInfo.GetCurrent().ToFormattedString().Where(line => line.Length > 0))
            page.Append(CultureInfo.InvariantCulture, $"- {line}\n");

        foreach (var ofClass in figures.GroupBy(figure => figure.Class, StringComparer.Ordinal))
            Append(page, folder, ofClass.Key, [.. ofClass]);

        if (more.Length > 0)
            page.Append("\n## Size and memory\n\n").Append(more);

        File.WriteAllText(Path.Combine(folder, FileName(title) + ".md"), page.ToString());
        FigureFile.Write(Path.Combine(folder, FileName(title) + ".json"), figures);
    }

    private static string Commit
        => typeof(BenchmarkPage).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit, ..]
            ? commit[..Math.Min(commit.Length, 10)]
            : "unknown";

    private static void Append(StringBuilder page, string folder, string name, IReadOnlyList<Figure> figures)
    {
        var chart = name + ".svg";
        File.WriteAllText(Path.Combine(folder, chart), BarChart.Draw(figures));
        page.Append(CultureInfo.InvariantCulture, $"\n## {name}\n\n![Bars of the times in the table below]({chart})\n\n| | ratio | time | bytes allocated | bytes of code | wanted |\n| --- | --- | --- | --- | --- | --- |\n");
        foreach (var figure in figures)
        {
            var label = figure.Group.Length == 0 ? figure.Name : $"{figure.Group}: {figure.Name}";
            var ratio = figure is { IsBaseline: false, Ratio: { } found, Lowest: { } lowest, Highest: { } highest } ? $"{Text.Number(found)} ({Text.Number(lowest)} to {Text.Number(highest)})" : string.Empty;
            var wanted = figure.TargetRatio is { } target ? Text.Number(target) : figure.TargetMilliseconds is { } longest ? $"{Text.Number(longest)} ms" : string.Empty;
            page.Append(CultureInfo.InvariantCulture, $"| {label} | {ratio} | {Text.Time(figure.Nanoseconds)} | {Text.Bytes(figure.Bytes)} | {Text.Bytes(figure.CodeBytes)} | {wanted} |\n");
        }
    }

    private static string FileName(string title) => title.ToLowerInvariant().Replace(' ', '-');
}
