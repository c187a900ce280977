using System.Globalization;
using System.Text.RegularExpressions;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>
/// Figures in prose. Behind each stands a comment with its key, so that it is written by the run and not by hand:
/// <c>1.14&lt;!-- figure: Throughput.ScopeAll, Program=Serialiser --&gt;</c>. A key that ends with <c>: time</c> or <c>: bytes</c> is for these, others are for ratios.
/// </summary>
internal static partial class FigureMarks
{
    /// <summary>Writes the figures into a page.</summary>
    /// <param name="page">The text of the page.</param>
    /// <param name="figures">The figures by their keys. A mark with another key stays as it is.</param>
    public static string Update(string page, IReadOnlyDictionary<string, FigureValue> figures)
        => Mark().Replace(page, mark => figures.TryGetValue(mark.Groups["key"].Value, out var figure) ? TextOf(figure, mark.Groups["unit"].Value) + mark.Groups["mark"].Value : mark.Value);

    /// <summary>Returns the keys of a page's marks.</summary>
    public static IEnumerable<string> KeysIn(string page) => Mark().Matches(page).Select(mark => mark.Groups["key"].Value);

    private static string TextOf(FigureValue figure, string unit)
        => unit switch
        {
            "time" => Text.Time(figure.Nanoseconds),
            "bytes" => (figure.Bytes ?? 0).ToString("0", CultureInfo.InvariantCulture) + " bytes",
            _ => Text.Number(figure.Ratio ?? 1),
        };

    [GeneratedRegex("[0-9][0-9.]*(?: (?:ns|µs|ms|s|bytes))?(?<mark><!-- figure: (?<key>[^:>]+?)(?:: (?<unit>time|bytes))? -->)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Mark();
}
