using Humanizer;

namespace Workload;

/// <summary>The same numbers, dates and spans in all languages.</summary>
public sealed class Languages
{
    private static readonly string[] Names =
    [
        "af", "ar", "az", "bg", "bn", "ca", "cs", "da", "de", "de-CH", "el", "en", "en-IN", "en-GB", "es", "fa", "fi", "fil", "fr", "fr-BE", "fr-CH", "he", "hr", "hu",
        "hy", "id", "is", "it", "ja", "ko", "ku", "lb", "lt", "lv", "ms", "mt", "nb", "nl", "nn", "pl", "pt", "pt-BR", "ro", "ru", "sk", "sl", "sr", "sr-Latn", "sv",
        "ta", "th", "tr", "uk", "uz-Cyrl-UZ", "uz-Latn-UZ", "vi", "zh-CN", "zh-Hans", "zh-Hant",
    ];

    private static readonly long[] Numbers =
        [0, 1, 2, 3, 7, 10, 11, 15, 16, 20, 21, 45, 71, 99, 100, 101, 200, 365, 999, 1000, 1001, 2024, 21_000, 100_000, 1_000_000, 3_501_101, 2_000_000_000, -17];

    private readonly Output _output;
    private readonly Random _random;

    public Languages(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        foreach (var culture in Names.Select(CultureInfo.GetCultureInfo))
        {
            foreach (var number in Numbers.Append(_random.Next(1_000_000)).Append(_random.NextInt64(1L << 50)))
                Number(culture, number);

            for (var count = 0; count < 12; count++)
                Time(culture);

            _output.Step($"{culture.Name} lists", () => string.Join(" | ", new[] { "a", "b", "c" }.Humanize(), new[] { 1, 2 }.Humanize(item => item + "!"), new[] { "x" }.Humanize()));
            foreach (var degrees in new[] { 0, 11.25, 45, 200, 359.9 })
            {
                _output.Step($"{culture.Name} heading {degrees}", () =>
                    degrees.ToHeading(HeadingStyle.Full, culture) + " " + degrees.ToHeading(HeadingStyle.Abbreviated, culture) + " " + degrees.ToHeadingArrow());
            }
        }
    }

    private void Number(CultureInfo culture, long number)
    {
        _output.Step($"{culture.Name} words {number}", () => number.ToWords(culture));
        if (number is > int.MaxValue or < int.MinValue)
            return;

        var value = (int)number;
        foreach (var gender in Enum.GetValues<GrammaticalGender>())
        {
            _output.Step($"{culture.Name} {gender} {number}", () =>
                $"{value.ToWords(gender, culture)}; {value.ToOrdinalWords(gender, culture)}; {value.ToWords(WordForm.Abbreviation, gender, culture)}");
        }

        _output.Step($"{culture.Name} ordinal {number}", () => value.ToOrdinalWords(culture));
        _output.Step($"{culture.Name} ordinalize {number}", () => value.Ordinalize(culture) + " " + value.Ordinalize(GrammaticalGender.Feminine, culture));
        _output.Step($"{culture.Name} tuple {number}", () => value.ToTuple());
        _output.Step($"{culture.Name} quantity {number}", () => "apple".ToQuantity(value, "N0", culture) + " " + "man".ToQuantity(value, ShowQuantityAs.Words));
        _output.Step($"{culture.Name} metric {number}", () => value.ToMetric(MetricNumeralFormats.UseName | MetricNumeralFormats.WithSpace, 2));
    }

    private void Time(CultureInfo culture)
    {
        var now = new DateTime(2024, 1, 31, 12, 0, 0, DateTimeKind.Utc);
        var ago = TimeSpan.FromSeconds(Math.Pow(_random.NextDouble() * 60, 4) * (_random.Next(2) * 2 - 1));
        _output.Step($"{culture.Name} date", () => (now + ago).Humanize(utcDate: true, dateToCompareAgainst: now, culture: culture));
        _output.Step($"{culture.Name} offset", () => new DateTimeOffset(now + ago).Humanize(new DateTimeOffset(now), culture));
        _output.Step($"{culture.Name} day", () => DateOnly.FromDateTime(now + ago).Humanize(DateOnly.FromDateTime(now), culture));
        _output.Step($"{culture.Name} span", () =>
            $"{ago.Humanize(3, culture)}; {ago.Humanize(5, countEmptyUnits: true, culture, TimeUnit.Year)}; {ago.Humanize(2, culture, toWords: true, minUnit: TimeUnit.Minute)}");
        _output.Step($"{culture.Name} age", () => ago.Duration().ToAge(culture, maxUnit: TimeUnit.Year));
        _output.Step($"{culture.Name} bytes", () => ((long)Math.Abs(ago.TotalSeconds * 1000)).Bytes().Humanize("#.##", culture) + " " + 3.Megabytes().Per(TimeSpan.FromSeconds(7)).Humanize(TimeUnit.Minute));
        var before = CultureInfo.CurrentCulture;
        var beforeUi = CultureInfo.CurrentUICulture;
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = culture;
        try
        {
            _output.Step($"{culture.Name} date in words", () => (now + ago).ToOrdinalWords() + "; " + DateOnly.FromDateTime(now + ago).ToOrdinalWords(GrammaticalCase.Genitive));
            _output.Step($"{culture.Name} clock", () =>
                TimeOnly.FromDateTime(now + ago).ToClockNotation(ClockNotationRounding.None) + "; " + TimeOnly.FromDateTime(now + ago).ToClockNotation(ClockNotationRounding.NearestFiveMinutes));
            _output.Step($"{culture.Name} unit", () => string.Join(" ", Enum.GetValues<TimeUnit>().Select(unit => unit.ToSymbol())));
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
            CultureInfo.CurrentUICulture = beforeUi;
        }
    }
}
