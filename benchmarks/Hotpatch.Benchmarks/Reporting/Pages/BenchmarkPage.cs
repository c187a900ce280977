using System.Globalization;
using System.Text;

namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>The results of a program's benchmark classes as a page of tables, with a chart beside each.</summary>
internal static class BenchmarkPage
{
    /// <summary>Returns the files of the pages with their texts: <c>{page}.md</c> and a chart for each class.</summary>
    public static IReadOnlyDictionary<string, string> Render(IEnumerable<ClassResult> results)
        => results
            .GroupBy(result => result.Page, StringComparer.Ordinal)
            .SelectMany(page => Charts(page).Append(KeyValuePair.Create(FileName(page.Key), Text(page.Key, page))))
            .ToDictionary(StringComparer.Ordinal);

    private static IEnumerable<KeyValuePair<string, string>> Charts(IEnumerable<ClassResult> results)
        => results.Where(result => result.Figures.Count > 0).Select(result => KeyValuePair.Create(Chart(result), BarChart.Draw(result.Figures)));

    private static string Text(string title, IEnumerable<ClassResult> results)
    {
        var page = new StringBuilder();
        page.Append(CultureInfo.InvariantCulture, $"# {title}\n\n");
        page.Append("The benchmarks wrote this page. Each ratio divides the row's best pass by the best pass of the group's first row. Brackets hold the lowest and the highest ratio of single passes. Below each table are the command that measures it, and its last run.\n");
        foreach (var result in results)
            Append(page, result);

        return page.ToString();
    }

    private static void Append(StringBuilder page, ClassResult result)
    {
        page.Append(CultureInfo.InvariantCulture, $"\n## {result.Class}\n\n");
        if (result.Figures.Count > 0)
            page.Append(CultureInfo.InvariantCulture, $"![Bars of the times in the table below]({Chart(result)})\n\n");

        AppendTable(page, result.Figures.Count > 0 ? TimeTable.Columns(result.Figures) : result.Columns, result.Figures.Count > 0 ? TimeTable.Rows(result.Figures) : result.Rows);
        page.Append(CultureInfo.InvariantCulture, $"\n```sh\n{result.Run.Command}\n```\n\n{result.Run.Date}, commit {result.Run.Commit}. {string.Join(", ", result.Run.Machine)}.\n");
    }

    private static void AppendTable(StringBuilder page, IEnumerable<string> columns, IEnumerable<IEnumerable<string>> rows)
    {
        page.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", columns)} |\n| {string.Join(" | ", columns.Select(_ => "---"))} |\n");
        foreach (var row in rows)
            page.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", row)} |\n");
    }

    private static string Chart(ClassResult result) => result.Class + ".svg";

    private static string FileName(string title) => title.ToLowerInvariant().Replace(' ', '-') + ".md";
}
