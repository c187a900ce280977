using System.Globalization;
using System.Net;
using System.Text;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>Draws figures as horizontal bars, as SVG that is legible on light and on dark pages.</summary>
internal static class BarChart
{
    private const int Width = 720;
    private const int LabelWidth = 300;
    private const int Row = 26;
    private const int Bar = 16;
    private const int ValueWidth = 90;

    /// <summary>Returns the chart of the figures of a class: the time of each, and the ratio beside it.</summary>
    public static string Draw(IReadOnlyList<Figure> figures)
    {
        var longest = figures.Max(figure => figure.Nanoseconds);
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{figures.Count * Row + 8}}" role="img" font-family="system-ui, sans-serif" font-size="13">
            <style>
            text { fill: #24292f } .bar { fill: #0969da } .base { fill: #8c959f }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #4493f8 } .base { fill: #7d8590 } }
            </style>

            """);
        for (var index = 0; index < figures.Count; index++)
        {
            var figure = figures[index];
            var (top, length) = ((index * Row) + 4, Math.Max(1, figure.Nanoseconds / longest * (Width - LabelWidth - ValueWidth)));
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 8}" y="{top + 13}" text-anchor="end">{WebUtility.HtmlEncode(LabelOf(figure))}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{(figure.IsBaseline ? "base" : "bar")}" x="{LabelWidth}" y="{top}" width="{length:F1}" height="{Bar}" rx="2"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth + length + 6:F1}" y="{top + 13}">{Text.Of(figure)}</text>""").Append('\n');
        }

        return svg.Append("</svg>\n").ToString();
    }

    private static string LabelOf(Figure figure) => figure.Group.Length == 0 ? figure.Name : $"{figure.Group}: {figure.Name}";
}
