using NodaTime;
using NodaTime.Text;

namespace Workload;

/// <summary>Values to text and back, with good and bad patterns, in several cultures.</summary>
public sealed class Texts
{
    private static readonly string[] Cultures = ["", "en-US", "de-DE", "fr-FR", "ar-SA", "ja-JP", "fi-FI"];

    private static readonly string[] DateTimePatterns =
    [
        "o", "O", "r", "s", "S", "f", "F", "g", "G", "yyyy-MM-dd HH:mm:ss", "dddd d MMMM yyyy hh:mm:ss tt", "ddd dd MMM uuuu H:m:s.fff",
        "gg yyyy", "'at' HH\\h", "uuuu'-'MM'-'dd'T'HH':'mm':'ss;FFFFFFFFF c", "ld<d> lt<t>", "yyyy yyyy", "HH hh", "q", "'open", "dd/MM HH;fff",
    ];

    private static readonly string[] DurationPatterns = ["o", "j", "-D:hh:mm:ss.fffffffff", "+H:mm", "S.fff", "M:ss", "D H", "x", "hh:hh"];

    private static readonly string[] OffsetPatterns = ["g", "G", "f", "l", "m", "s", "+HH:mm", "-H", "Z+HH:mm:ss", "ZHH", "mm HH", "h"];

    private static readonly string[] Inputs =
    [
        "2024-02-29", "2023-02-29", "2024-02-29T12:34:56", "2024-02-29T24:00:00", "12:34", "25:00", "P1Y2M3DT4H5M6.789S", "P1W", "P", "PT", "P1H",
        "+05:30", "-19:00", "Z", "1:02:03:04.5", "2024-02-29T12:34:56Z", "2024-02-29T12:34:56+02", "junk", "", "2024-02-29T12:34:56 Europe/Paris (+01)",
    ];

    private readonly Output _output;
    private readonly Random _random;

    public Texts(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        foreach (var culture in Cultures.Select(CultureInfo.GetCultureInfo))
        {
            var value = new LocalDateTime(1000 + _random.Next(2000), 1 + _random.Next(12), 1 + _random.Next(28), _random.Next(24), _random.Next(60), 7, 89);
            foreach (var pattern in DateTimePatterns)
            {
                RoundTrip($"{culture.Name} {pattern}", () => LocalDateTimePattern.Create(pattern, culture), value);
                RoundTrip($"{culture.Name} {pattern} date", () => LocalDatePattern.Create(pattern, culture), value.Date);
                RoundTrip($"{culture.Name} {pattern} time", () => LocalTimePattern.Create(pattern, culture), value.TimeOfDay);
                RoundTrip($"{culture.Name} {pattern} instant", () => InstantPattern.Create(pattern, culture), value.InUtc().ToInstant());
                RoundTrip(
                    $"{culture.Name} {pattern} o<G>", () => OffsetDateTimePattern.Create(pattern + " o<G>", culture, default),
                    value.WithOffset(Offset.FromHoursAndMinutes(5, 30)));
                RoundTrip(
                    $"{culture.Name} {pattern} z", () => ZonedDateTimePattern.Create(
                        pattern + " z o<g>", culture, NodaTime.TimeZones.Resolvers.LenientResolver, DateTimeZoneProviders.Tzdb, default),
                    value.InZoneLeniently(DateTimeZoneProviders.Tzdb["Asia/Kolkata"]));
            }

            foreach (var pattern in DurationPatterns)
                RoundTrip($"{culture.Name} {pattern}", () => DurationPattern.Create(pattern, culture), Duration.FromMilliseconds(_random.Next()));

            foreach (var pattern in OffsetPatterns)
                RoundTrip($"{culture.Name} {pattern}", () => OffsetPattern.Create(pattern, culture), Offset.FromSeconds(_random.Next(-60000, 60000)));
        }

        foreach (var input in Inputs)
        {
            Parse(LocalDatePattern.Iso, input);
            Parse(LocalTimePattern.ExtendedIso, input);
            Parse(LocalDateTimePattern.ExtendedIso, input);
            Parse(InstantPattern.ExtendedIso, input);
            Parse(OffsetPattern.GeneralInvariantWithZ, input);
            Parse(OffsetDateTimePattern.Rfc3339, input);
            Parse(PeriodPattern.Roundtrip, input);
            Parse(PeriodPattern.NormalizingIso, input);
            Parse(DurationPattern.Roundtrip, input);
            Parse(AnnualDatePattern.Iso, input);
            Parse(YearMonthPattern.Iso, input);
            Parse(ZonedDateTimePattern.GeneralFormatOnlyIso.WithZoneProvider(DateTimeZoneProviders.Tzdb), input);
        }
    }

    private void RoundTrip<T>(string name, Func<IPattern<T>> pattern, T value)
        => _output.Step(name, () =>
        {
            var text = pattern().Format(value);
            return $"{text} = {Text(pattern().Parse(text))}";
        });

    private void Parse<T>(IPattern<T> pattern, string text) => _output.Step($"parse {typeof(T).Name} {text}", () => Text(pattern.Parse(text)));

    private static string Text<T>(ParseResult<T> result) => result.TryGetValue(default!, out var value) ? $"{value}" : result.Exception.Message;
}
