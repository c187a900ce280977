using System.Globalization;
using System.Net;
using System.Text;

namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>Draws figures as horizontal bars, as SVG that is legible on light and on dark pages.</summary>
internal static class BarChart
{
    private const int Width = 720;
    private const int LabelWidth = 230;
    private const int Row = 24;
    private const int Bar = 15;
    private const int ValueWidth = 90;

    /// <summary>Returns the chart of the figures of a class: groups below each other, each with its own scale, and a row's ratio beside its bar.</summary>
    public static string Draw(IReadOnlyList<Figure> figures)
    {
        var groups = figures.GroupBy(figure => figure.Group, StringComparer.Ordinal).ToArray();
        var height = (Row * (figures.Count + groups.Count(group => group.Key.Length > 0))) + 8;
        var svg = new StringBuilder();
        svg.Append(
            CultureInfo.InvariantCulture,
            $$"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {{Width}} {{height}}" role="img" font-family="system-ui, sans-serif" font-size="13">
            <style>
            text { fill: #24292f } .group { font-weight: 600 } .bar { fill: #0969da } .base { fill: #8c959f }
            @media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .bar { fill: #4493f8 } .base { fill: #7d8590 } }
            </style>

            """);
        var top = 4;
        foreach (var group in groups)
            top = Append(svg, group.Key, [.. group], top);

        return svg.Append("</svg>\n").ToString();
    }

    private static int Append(StringBuilder svg, string name, IReadOnlyList<Figure> figures, int top)
    {
        if (name.Length > 0)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<text class="group" x="4" y="{top + 15}">{WebUtility.HtmlEncode(name)}</text>""").Append('\n');
            top += Row;
        }

        var longest = figures.Max(figure => figure.Nanoseconds);
        foreach (var figure in figures)
        {
            var length = Math.Max(1, figure.Nanoseconds / longest * (Width - LabelWidth - ValueWidth));
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth - 8}" y="{top + 13}" text-anchor="end">{WebUtility.HtmlEncode(figure.Name)}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<rect class="{(figure.IsBaseline ? "base" : "bar")}" x="{LabelWidth}" y="{top}" width="{length:F1}" height="{Bar}" rx="2"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{LabelWidth + length + 6:F1}" y="{top + 13}">{Text.Of(figure)}</text>""").Append('\n');
            top += Row;
        }

        return top;
    }
}
