using System.Globalization;

namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>Figures as text for people.</summary>
internal static class Text
{
    /// <summary>Returns the ratio, or the time of a baseline.</summary>
    public static string Of(Figure figure) => figure is { IsBaseline: false, Ratio: { } ratio } ? Number(ratio) : Time(figure.Nanoseconds);

    public static string Number(double value) => value.ToString(value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>Returns a whole number; nothing if it was not measured.</summary>
    public static string Bytes(double? value) => value?.ToString("0", CultureInfo.InvariantCulture) ?? string.Empty;

    public static string Time(double nanoseconds)
        => nanoseconds switch
        {
            < 1e3 => Number(nanoseconds) + " ns",
            < 1e6 => Number(nanoseconds / 1e3) + " µs",
            < 1e9 => Number(nanoseconds / 1e6) + " ms",
            _ => Number(nanoseconds / 1e9) + " s",
        };
}
