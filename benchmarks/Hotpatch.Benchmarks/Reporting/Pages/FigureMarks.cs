using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>
/// Figures in prose. Behind each stands a comment with its key, so that it is written by the run and not by hand:
/// <c>1.14&lt;!-- figure: Throughput.ScopeAll, Program=Serialiser --&gt;</c>. A key that ends with <c>: time</c>, <c>: bytes</c> or <c>: passes</c> (the ratios of single passes) is for these, others are for ratios.
/// </summary>
internal static partial class FigureMarks
{
    /// <summary>Writes the figures into a page.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="figures">The figures by their keys. A mark with another key stays as it is.</param>
    public static string Update(string page, IReadOnlyDictionary<string, Figure> figures)
        => Mark().Replace(page, mark => figures.TryGetValue(mark.Groups["key"].Value, out var figure) ? TextOf(figure, mark.Groups["unit"].Value) + mark.Groups["mark"].Value : mark.Value);

    /// <summary>Returns the keys of a page's marks.</summary>
    public static IEnumerable<string> KeysIn(string page) => Mark().Matches(page).Select(mark => mark.Groups["key"].Value);

    // A range is that of single passes.
    private static string TextOf(Figure figure, string unit)
        => unit switch
        {
            "time" => Text.Time(figure.Nanoseconds),
            "passes" => $"{Text.Number(figure.Lowest ?? 1)} to {Text.Number(figure.Highest ?? 1)}",
            "bytes" => (figure.Bytes ?? 0).ToString("0", CultureInfo.InvariantCulture) + " bytes",
            _ => Text.Number(figure.Ratio ?? 1),
        };

    [GeneratedRegex("[0-9][0-9.]*(?: (?:ns|µs|ms|s|bytes|to [0-9.]+))?(?<mark><!-- figure: (?<key>[^:>]+?)(?:: (?<unit>time|bytes|passes))? -->)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();
}
