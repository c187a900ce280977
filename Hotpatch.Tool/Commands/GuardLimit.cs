using System.Globalization;
using System.Text.RegularExpressions;
using Hotpatch.Tool.Connection;

namespace Hotpatch.Tool.Commands;

/// <summary>Reads how many exceptions are too many: <c>5/min</c>, <c>3/10s</c>, <c>100/h</c>.</summary>
internal static partial class GuardLimit
{
    /// <summary>Returns the number of exceptions and the seconds.</summary>
    /// <exception cref="ToolException">The text is something else.</exception>
    public static (int? Count, double Seconds) Parse(string text)
    {
        if (Form().Match(text) is { Success: true } match
            && int.TryParse(match.Groups["count"].ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0)
        {
            var units = match.Groups["number"] is { Success: true, Length: > 0 } number ? int.Parse(number.ValueSpan, CultureInfo.InvariantCulture) : 1;
            var unit = match.Groups["unit"].Value switch { "s" or "sec" => 1, "min" or "m" => 60, _ => 3600 };
            if (units > 0)
                return (count, units * unit);
        }

        throw new ToolException(ExitCode.Usage, $"A guard such as 5/min, 3/10s or 100/h was expected, but '{text}' was found.");
    }

    [GeneratedRegex("^(?<count>[0-9]{1,9})/(?<number>[0-9]{0,6})(?<unit>s|sec|m|min|h)$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Form();
}
