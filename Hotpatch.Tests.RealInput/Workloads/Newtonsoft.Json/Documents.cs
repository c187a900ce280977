namespace Workload
{
    using System;
    using System.Collections.Generic;
    using System.Globalization;
    using System.Linq;
    using System.Text;

    /// <summary>
    /// Makes JSON text by chance, the same for the same seed: mostly valid, sometimes only by Newtonsoft's lenience, sometimes not.
    /// </summary>
    public sealed class Documents
    {
        private static readonly string[] Numbers =
        [
            "0", "-0", "1", "-17", "42", "2147483647", "2147483648", "-9223372036854775808", "9223372036854775807",
            "123456789012345678901234567890", "0.1", "-2.50", "1e3", "1E-7", "6.02214076e+23", "1.7976931348623157E+308", "5e-324", "1e400",
            "0.30000000000000004", "100000000000000000000.5", "79228162514264337593543950335", "3.14159265358979323846264338327950288",
        ];

        private static readonly string[] LenientNumbers = ["NaN", "Infinity", "-Infinity", "0x1F", "017", "+1", ".5", "1.", "-.5e1"];

        private static readonly string[] Texts =
        [
            "", " ", "text", "Grüße", "日本語", "😀👩‍👩‍👧", "\\u00e9", "\\uD83D\\uDE00", "\\uD83D", "a\\\"b\\\\c\\/d", "\\b\\f\\n\\r\\t",
            "\u2028\u2029", "<script>alert('x')</script>", "null", "true", "12", "'", "null\\u0000inside",
            "2026-02-28T23:59:59.1234567Z", "2026-02-28T23:59:59+05:30", "2026-02-30", "0001-01-01T00:00:00", "9999-12-31T23:59:59.9999999",
            "/Date(1700000000000)/", "/Date(1700000000000+0100)/", "\\/Date(-1)\\/", "1.02:03:04.5", "7d1b3c53-8f1c-4ad5-9c53-1f5b4a1c2d3e",
            "AQIDBA==", "https://example.com/a?b=c&d=%20#e", "1.2.3.4",
        ];

        private static readonly string[] Names =
        [
            "a", "b", "c", "id", "name", "Name", "NAME", "value", "items", "$type", "$id", "$ref", "", "a b", "a.b", "ünï", "x-y",
            "@attr", "#text", "0", "\\u0061",
        ];

        private readonly Random _random;

        public Documents(int seed) => _random = new Random(seed);

        public string Next()
        {
            var lenience = _random.Next(5) == 0;
            var text = _random.Next(30) switch
            {
                0 => Nested(_random.Next(1, 90), "[", "]"),
                1 => Nested(_random.Next(1, 90), "{\"a\":", "}"),
                2 => _random.Next(3) switch { 0 => "", 1 => "  \r\n ", _ => "\uFEFF{}" },
                3 => Scalar(lenience),
                4 => "[" + string.Join(",", Enumerable.Range(0, 300).Select(_ => Scalar(lenience))) + "]",
                5 => "\"" + string.Concat(Enumerable.Range(0, 200).Select(_ => Pick(Texts))) + "\"",
                _ => Value(_random.Next(1, 6), lenience),
            };

            return _random.Next(4) == 0 ? Damage(text) : text;
        }

        private string Value(int depth, bool lenience)
        {
            if (depth == 0)
                return Scalar(lenience);

            var count = _random.Next(0, 6);
            var isArray = _random.Next(2) == 0;
            var items = Enumerable.Range(0, count).Select(_ => isArray ? Value(depth - 1, lenience) : Property(depth - 1, lenience));
            var inside = Gap(lenience) + string.Join("," + Gap(lenience), items) + TrailingComma(lenience);
            return isArray ? "[" + inside + "]" : "{" + inside + "}";
        }

        // Few names, so that duplicates are common.
        private string Property(int depth, bool lenience)
        {
            var name = Pick(Names);
            var quoted = (lenience ? _random.Next(3) : 0) switch
            {
                1 => "'" + name + "'",
                2 when name.Length > 0 && name.All(char.IsLetter) => name,
                _ => "\"" + name + "\"",
            };
            return quoted + Gap(lenience) + ":" + Gap(lenience) + Value(_random.Next(0, depth + 1), lenience);
        }

        private string Scalar(bool lenience)
            => _random.Next(lenience ? 12 : 8) switch
            {
                0 => "null",
                1 => "true",
                2 => "false",
                3 or 4 => Pick(Numbers),
                5 => _random.NextDouble().ToString("R", CultureInfo.InvariantCulture),
                8 => Pick(LenientNumbers),
                9 => "undefined",
                10 => "new Date(" + Pick(Numbers) + ", 'x')",
                11 => "'" + Pick(Texts).Replace("'", "\\'") + "'",
                _ => "\"" + Pick(Texts) + "\"",
            };

        private string Gap(bool lenience)
            => _random.Next(lenience ? 10 : 6) switch
            {
                0 => " ",
                1 => "\r\n\t",
                6 => "/* comment */",
                7 => "// comment\n",
                8 => "/**/",
                _ => "",
            };

        private string TrailingComma(bool lenience) => lenience && _random.Next(4) == 0 ? "," : "";

        private string Damage(string text)
        {
            var damaged = new StringBuilder(text);
            var place = _random.Next(0, text.Length + 1);
            switch (_random.Next(5))
            {
                case 0:
                    damaged.Length = place;
                    break;
                case 1 when place < text.Length:
                    damaged.Remove(place, 1);
                    break;
                case 2:
                    damaged.Insert(place, "{}[]:,\"'/*\\ e-.\0x"[_random.Next(17)]);
                    break;
                case 3:
                    damaged.Append(Pick(["}", "]", " 1", ",", "/*", "//", "\"", "\\u12G4"]));
                    break;
                default:
                    damaged.Insert(place, Pick(["\\u12", "\\x", "tru", "nul", "1.2.3", "new ", "0x", "1e", "--1"]));
                    break;
            }

            return damaged.ToString();
        }

        private string Pick(IReadOnlyList<string> values) => values[_random.Next(values.Count)];

        private static string Nested(int depth, string open, string close)
            => string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
    }
}
