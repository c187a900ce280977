using Humanizer;

namespace Workload;

/// <summary>Words and sentences: inflection, casing, cutting and numerals.</summary>
public sealed class Words
{
    private static readonly string[] Nouns =
    [
        "person", "people", "child", "ox", "matrix", "index", "mouse", "louse", "sheep", "fish", "wife", "leaf", "hero", "photo", "city", "day", "bus", "quiz", "status", "alias",
        "octopus", "datum", "analysis", "foot", "tooth", "goose", "man", "woman", "series", "news", "wolf", "thief", "axis", "crisis", "vertex", "virus", "box", "church", "cactus",
    ];

    private static readonly string[] Numerals = ["I", "IV", "XIX", "MCMXCIV", "MMMCMXCIX", "IIII", "ABC", ""];

    private static readonly string[] Metrics = ["1k", "2.5M", "100m", "-3 kilo", "7", "1µ", "x", "1Z", "12 mega"];

    private readonly Output _output;
    private readonly Random _random;

    public Words(Output output, int seed)
    {
        _output = output;
        _random = new Random(seed);
    }

    public void Run()
    {
        foreach (var noun in Nouns)
        {
            _output.Step($"inflect {noun}", () =>
                $"{noun.Pluralize()} {noun.Pluralize(false)} {noun.Singularize()} {noun.Singularize(false, true)} {noun.Pluralize().Singularize()} {noun.Pascalize()} {noun.Titleize()}");
            foreach (var count in new[] { 0, 1, 2, 15 })
                _output.Step($"quantity {noun}", () => $"{noun.ToQuantity(count)} {noun.ToQuantity(count, ShowQuantityAs.None)} {noun.ToQuantity(count, ShowQuantityAs.Words)} {noun.ToQuantity(count + 0.5)}");
        }

        for (var number = 0; number < 300; number++)
            Sentence();

        for (var number = 1; number < 4000; number += 111)
            _output.Step("roman", () => number.ToRoman() + " " + number.ToRoman().FromRoman());

        foreach (var numeral in Numerals)
            _output.Step($"roman {numeral}", () => numeral.FromRoman());

        foreach (var metric in Metrics)
            _output.Step($"metric {metric}", () => metric.FromMetric());

        foreach (var text in new[] { "twenty one", "minus five hundred", "one million two", "first", "twelfth", "gibberish", "three hundred and forty-second" })
            _output.Step($"number {text}", () => text.ToNumber(CultureInfo.GetCultureInfo("en")));

        foreach (var text in new[] { "1 KB", "1.5GB", "7b", "8B", "1 PB", "junk", "-3 MB", "1e3 kB" })
            _output.Step($"size {text}", () => Humanizer.ByteSize.Parse(text, CultureInfo.InvariantCulture).ToFullWords());

        foreach (var day in Enum.GetValues<DayOfWeek>())
            _output.Step($"enum {day}", () => day.Humanize(LetterCasing.LowerCase) + " " + day.Humanize().DehumanizeTo<DayOfWeek>());

        foreach (var options in new[] { AttributeTargets.Class | AttributeTargets.ReturnValue, AttributeTargets.All, AttributeTargets.GenericParameter })
            _output.Step($"flags {options}", () => options.Humanize() + " " + options.Humanize(LetterCasing.Title));

        _output.Step("no such day", () => "no day".DehumanizeTo<DayOfWeek>());
    }

    private void Sentence()
    {
        var words = Enumerable.Range(0, 2 + _random.Next(9)).Select(_ => Nouns[_random.Next(Nouns.Length)]).ToArray();
        var separators = new[] { " ", "_", "-", "" };
        var separator = separators[_random.Next(separators.Length)];
        var text = string.Join(separator, words.Select((word, index) => _random.Next(2) == 0 ? word : word.ToUpperInvariant()[..1] + word[1..]));
        var length = _random.Next(25);
        _output.Step($"sentence {text}", () => string.Join(
            " | ",
            text.Humanize(), text.Humanize(LetterCasing.AllCaps), text.Humanize(LetterCasing.Title), text.Dehumanize(), text.Camelize(), text.Pascalize(), text.Underscore(),
            text.Dasherize(), text.Hyphenate(), text.Kebaberize(), text.Titleize(), text.Transform(To.SentenceCase, To.TitleCase), text.ApplyCase(LetterCasing.Sentence)));
        foreach (var truncator in new[] { Truncator.FixedLength, Truncator.FixedNumberOfCharacters, Truncator.FixedNumberOfWords, Truncator.DynamicLengthAndPreserveWords })
        {
            _output.Step($"cut to {length} {text}", () => string.Join(
                " | ", text.Truncate(length, truncator), text.Truncate(length, "...", truncator, TruncateFrom.Left), text.Truncate(length, "", truncator)));
        }
    }
}
