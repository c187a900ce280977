namespace Workload
{
    using System;
    using System.Globalization;
    using System.IO;
    using System.Linq;
    using System.Threading.Tasks;
    using Newtonsoft.Json;
    using Newtonsoft.Json.Converters;
    using Newtonsoft.Json.Linq;
    using Newtonsoft.Json.Schema;

    /// <summary>The writers and the static helpers, called as directly as programs do.</summary>
    public sealed class WriterWork
    {
        private static readonly object?[] Primitives =
        [
            true, 'c', (byte)1, (sbyte)-1, (short)-2, (ushort)2, -3, 3u, -4L, 4UL, 1.5f, -2.5, 3.5m, "te\"xt\u0001é", null, Guid.Empty,
            TimeSpan.FromSeconds(1.5),
            new DateTime(2026, 1, 2, 3, 4, 5, 6, DateTimeKind.Utc), new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.FromHours(-3)),
            new Uri("https://example.com/é"),
            new byte[] { 1, 2, 3 }, System.Numerics.BigInteger.Parse("123456789012345678901234567890", CultureInfo.InvariantCulture),
            DBNull.Value, DayOfWeek.Friday,
            double.NaN, float.PositiveInfinity, new object(),
        ];

        private readonly Output _output;

        public WriterWork(Output output) => _output = output;

        public void Run()
        {
            foreach (var value in Primitives)
            {
                _output.Step("as text " + value?.GetType().Name, () => JsonConvert.ToString(value));
                _output.Step("as value " + value?.GetType().Name,
                    () => new JValue(value).ToString("G", CultureInfo.InvariantCulture) + JToken.FromObject(value!).Type);
                foreach (var quote in new[] { '"', '\'' })
                    _output.Step("written " + quote + value?.GetType().Name, () => Write(quote, value));

                _output.Step("written without waiting " + value?.GetType().Name, () => WriteAsync(value).GetAwaiter().GetResult());
                _output.Step("token writer " + value?.GetType().Name, () => Tokens(value));
            }

            _output.Step("everything by hand", ByHand);
            _output.Step("everything by hand without waiting", () => ByHandAsync().GetAwaiter().GetResult());
            _output.Step("wrong order", () => Wrong(writer => writer.WriteEndArray()));
            _output.Step("name in an array", () => Wrong(writer => { writer.WriteStartArray(); writer.WritePropertyName("a"); }));
            _output.Step("wrong quote", () => new JsonTextWriter(TextWriter.Null) { QuoteChar = 'x' });
            _output.Step("unix times",
                () => JsonConvert.SerializeObject(new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc), new UnixDateTimeConverter()));
            _output.Step("dates",
                () => JsonConvert.SerializeObject(new DateTime(2026, 1, 1),
                    new IsoDateTimeConverter { DateTimeFormat = "dd. MMMM", Culture = CultureInfo.GetCultureInfo("fr-FR") }));
            _output.Step("escaped", () => JsonConvert.ToString("<'\"\u2028\U0001F600>", '\'', StringEscapeHandling.EscapeHtml));
#pragma warning disable CS0618 // Old, but in the assembly.
            _output.Step("schema", () => Schema(
                """{"type":"object","properties":{"a":{"type":"integer","minimum":2},"b":{"enum":["x"]}},"additionalProperties":false}"""));
            _output.Step("generated schema", () => new JsonSchemaGenerator().Generate(typeof(Immutable)).ToString());
#pragma warning restore CS0618
        }

        private static string Write(char quote, object? value)
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using var writer = new JsonTextWriter(text)
            {
                QuoteChar = quote, DateFormatHandling = DateFormatHandling.MicrosoftDateFormat,
                FloatFormatHandling = FloatFormatHandling.DefaultValue,
            };
            writer.WriteStartObject();
            writer.WritePropertyName("value", escape: true);
            writer.WriteValue(value);
            writer.WriteEnd();
            return text + writer.Path + writer.WriteState;
        }

        private static async Task<string> WriteAsync(object? value)
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using var writer = new JsonTextWriter(text)
            {
                Formatting = Formatting.Indented, QuoteName = false, IndentChar = '\t', Indentation = 1,
            };
            await writer.WriteStartArrayAsync();
            await writer.WriteValueAsync(value);
            await writer.WriteCommentAsync(" c ");
            await writer.WriteEndAsync();
            return text.ToString();
        }

        private static string Tokens(object? value)
        {
            using var writer = new JTokenWriter();
            writer.WriteStartConstructor("New");
            writer.WriteValue(value);
            writer.WriteEndConstructor();
            return writer.Token!.ToString() + writer.CurrentToken?.Type;
        }

        private static string ByHand()
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using (var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented, AutoCompleteOnClose = true })
            {
                writer.WriteComment("start");
                writer.WriteStartObject();
                writer.WritePropertyName("raw");
                writer.WriteRawValue("[1]");
                writer.WriteWhitespace("  ");
                writer.WritePropertyName("constructor");
                writer.WriteStartConstructor("Date");
                writer.WriteValue((int?)1);
                writer.WriteUndefined();
                writer.WriteNull();
                writer.WriteEndConstructor();
                writer.WritePropertyName("open");
                writer.WriteStartArray();
                writer.WriteRaw("/*raw*/");
            }

            return text.ToString();
        }

        private static async Task<string> ByHandAsync()
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            var writer = new JsonTextWriter(text) { Formatting = Formatting.Indented };
            await writer.WriteStartObjectAsync();
            foreach (var number in Enumerable.Range(0, 30))
            {
                await writer.WritePropertyNameAsync("n\"" + number);
                await writer.WriteValueAsync(number % 2 == 0 ? (double?)number : null);
            }

            await writer.WritePropertyNameAsync("raw");
            await writer.WriteRawValueAsync("{}");
            await writer.WriteEndObjectAsync();
            await writer.CloseAsync();
            return text.ToString();
        }

        private static string Wrong(Action<JsonWriter> write)
        {
            using var writer = new JsonTextWriter(new StringWriter(CultureInfo.InvariantCulture)) { AutoCompleteOnClose = false };
            write(writer);
            return writer.Path;
        }

#pragma warning disable CS0618
        private static string Schema(string schema)
        {
            var parsed = JsonSchema.Parse(schema);
            var valid = new JObject { ["a"] = 3 }.IsValid(parsed);
            new JObject { ["a"] = 1, ["b"] = "y", ["c"] = null }.IsValid(parsed, out var errors);
            return valid + string.Join("; ", errors) + parsed;
        }
#pragma warning restore CS0618
    }
}
