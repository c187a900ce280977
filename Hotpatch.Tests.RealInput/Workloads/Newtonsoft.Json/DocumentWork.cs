namespace Workload
{
    using System;
    using System.Collections.Generic;
    using System.Dynamic;
    using System.Globalization;
    using System.IO;
    using System.Linq;
    using System.Text;
    using Newtonsoft.Json;
    using Newtonsoft.Json.Linq;

    /// <summary>Everything that can be done to one document whose contents are not known.</summary>
    public sealed class DocumentWork
    {
        private static readonly string[] Paths =
        [
            "$", "$.*", "$..*", "$..name", "a.b", "$['a b']", "$[0]", "$[-1:]", "$[::2]", "$[0,2]", "$..[?(@.id)]",
            "$..[?(@.value > 1)]", "$..[?(@ == 1)]",
            "$..[?(@.name == 'text' || @.a =~ /t.*/i)]", "$..[?(@.a != null && @.b)]", "$.items[*].a", "$[?(@.a ==)]", "$[1:2:0]", "",
        ];

        private readonly Output _output;
        private readonly string _text;

        public DocumentWork(Output output, string text)
        {
            _output = output;
            _text = text;
        }

        public void Run()
        {
            _output.Step("read", () => Walk(new JsonTextReader(new StringReader(_text))));
            _output.Step("read strictly", () => Walk(new JsonTextReader(new StringReader(_text))
            {
                DateParseHandling = DateParseHandling.DateTimeOffset, FloatParseHandling = FloatParseHandling.Decimal, MaxDepth = 5,
                SupportMultipleContent = true,
            }));
            _output.Step("read without waiting", () => WalkAsync(new JsonTextReader(new StringReader(_text))));
            _output.Step("typed reads",
                () => TypedReads(new JsonTextReader(new StringReader(_text)) { DateParseHandling = DateParseHandling.None }));
            _output.Step("rewrite", Rewrite);
            _output.Step("parse", () => JToken.Parse(_text).ToString(Formatting.None));
            _output.Step("parse with settings", () => JObject.Parse(_text, new JsonLoadSettings
            {
                CommentHandling = CommentHandling.Load, DuplicatePropertyNameHandling = DuplicatePropertyNameHandling.Error,
                LineInfoHandling = LineInfoHandling.Ignore,
            }));
            _output.Step("dictionary",
                () => JsonConvert.SerializeObject(JsonConvert.DeserializeObject<Dictionary<string, object>>(_text), Formatting.Indented));
            _output.Step("expando",
                () => JsonConvert.SerializeObject(
                    JsonConvert.DeserializeObject<ExpandoObject>(_text, new Newtonsoft.Json.Converters.ExpandoObjectConverter())));
            _output.Step("list", () => JsonConvert.SerializeObject(JsonConvert.DeserializeObject<List<string>>(_text)));
            _output.Step("untyped",
                () => JsonConvert.DeserializeObject(_text, new JsonSerializerSettings { CheckAdditionalContent = true }));
            _output.Step("xml", () => JsonConvert.DeserializeXNode(_text, "root", true)!.ToString());
            _output.Step("xml document", XmlDocument);
            if (TryParse() is { } token)
                Use(token);
        }

        private JToken? TryParse()
        {
            try
            {
                return JToken.Parse(_text);
            }
            catch (JsonException)
            {
                return null;
            }
        }

        private void Use(JToken token)
        {
            foreach (var path in Paths)
                _output.Step("select " + path,
                    () => string.Join(" | ", token.SelectTokens(path).Select(found => found.Path + "=" + found.ToString(Formatting.None))));

            _output.Step("equality",
                () => JToken.DeepEquals(token, token.DeepClone()) + " " + JToken.EqualityComparer.Equals(token, new JArray(token)));
            _output.Step("indented", () => token.ToString(Formatting.Indented, new Newtonsoft.Json.Converters.StringEnumConverter()));
            _output.Step("children",
                () => string.Join(" ", token.Children().SelectMany(child => child.AncestorsAndSelf()).Select(t => t.Type + "@" + t.Path)));
            _output.Step("token reader", () => Walk(token.CreateReader()));
            _output.Step("load and write without waiting", () => LoadAndWriteAsync(token));
            _output.Step("changes", () => Change(token.DeepClone()));
            _output.Step("casts", () => string.Join(" ", token.SelectTokens("$..*").OfType<JValue>().Select(Cast)));
            _output.Step("to xml",
                () => JsonConvert.SerializeXNode(JsonConvert.DeserializeXNode(token.ToString(), "r", true), Formatting.None, true));
        }

        private static string Walk(JsonReader reader)
        {
            var text = new StringBuilder();
            while (reader.Read())
                Describe(reader, text);

            return text.ToString();
        }

        private static string WalkAsync(JsonReader reader)
        {
            var text = new StringBuilder();
            while (reader.ReadAsync().GetAwaiter().GetResult())
                Describe(reader, text);

            return text.ToString();
        }

        private static void Describe(JsonReader reader, StringBuilder text)
        {
            text.Append(reader.TokenType).Append(' ').Append(reader.Depth).Append(' ').Append(reader.Path).Append(' ')
                .Append(reader.ValueType?.Name);
            var value = reader.Value is DateTime date ? date.ToString("O") : reader.Value;
            text.Append(' ').Append(Convert.ToString(value, CultureInfo.InvariantCulture));
            if (reader is IJsonLineInfo line && line.HasLineInfo())
                text.Append(" (").Append(line.LineNumber).Append(',').Append(line.LinePosition).Append(')');

            text.Append("; ");
        }

        private static string TypedReads(JsonTextReader reader)
        {
            var text = new StringBuilder();
            for (var turn = 0; turn < 40 && reader.Read(); turn++)
            {
                object? value = (turn % 9) switch
                {
                    0 => reader.ReadAsString(),
                    1 => reader.ReadAsInt32(),
                    2 => reader.ReadAsDouble(),
                    3 => reader.ReadAsBoolean(),
                    4 => reader.ReadAsDecimal(),
                    5 => reader.ReadAsDateTime(),
                    6 => reader.ReadAsDateTimeOffset(),
                    7 => reader.ReadAsBytes()?.Length,
                    _ => Skipped(reader),
                };
                text.Append(reader.TokenType).Append(' ').Append(Convert.ToString(value, CultureInfo.InvariantCulture)).Append("; ");
            }

            return text.ToString();
        }

        private static object? Skipped(JsonReader reader)
        {
            reader.Skip();
            return reader.TokenType;
        }

        private string Rewrite()
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using var writer = new JsonTextWriter(text)
            {
                Formatting = Formatting.Indented, QuoteChar = '\'', StringEscapeHandling = StringEscapeHandling.EscapeHtml,
            };
            writer.WriteToken(new JsonTextReader(new StringReader(_text)), writeChildren: true);
            writer.Flush();
            return text.ToString();
        }

        private string XmlDocument()
        {
            var document = JsonConvert.DeserializeXmlNode(_text, "root")!;
            return document.OuterXml + JsonConvert.SerializeXmlNode(document, Formatting.Indented);
        }

        private static string LoadAndWriteAsync(JToken token)
        {
            var text = new StringWriter(CultureInfo.InvariantCulture);
            using var writer = new JsonTextWriter(text)
            {
                Formatting = Formatting.Indented, StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
            };
            var loaded = JToken.LoadAsync(new JsonTextReader(new StringReader(token.ToString()))).GetAwaiter().GetResult();
            loaded.WriteToAsync(writer).GetAwaiter().GetResult();
            writer.FlushAsync().GetAwaiter().GetResult();
            return text.ToString();
        }

        private static string Change(JToken token)
        {
            if (token is JContainer container)
            {
                container.Merge(
                    JToken.Parse("""{"a":[1,{"b":2}],"z":null}"""),
                    new JsonMergeSettings { MergeArrayHandling = MergeArrayHandling.Union });
                container.First?.AddAfterSelf(new JProperty("added", new JArray(1, "2", null)));
                container.Last?.Remove();
            }

            if (token is JObject @object)
            {
                @object["set"] = JToken.FromObject(new { x = 1.5m });
                @object.Property("set")!.Value.Replace(7);
                @object.PropertyChanged += (_, _) => { };
                return @object.ToString() + @object.Remove("a")
                    + @object.TryGetValue("NAME", StringComparison.OrdinalIgnoreCase, out var found) + found;
            }

            return token.ToString();
        }

        private static string Cast(JValue value)
        {
            try
            {
                return value.Type switch
                {
                    JTokenType.Integer => ((long)value).ToString(CultureInfo.InvariantCulture) + (int?)value + (byte)value,
                    JTokenType.Float => ((double)value).ToString("R", CultureInfo.InvariantCulture) + (decimal)value,
                    JTokenType.String => (string?)value + (Guid?)value,
                    JTokenType.Date => ((DateTime)value).ToString("O", CultureInfo.InvariantCulture) + ((DateTimeOffset)value).Offset,
                    JTokenType.Boolean => ((bool)value).ToString(),
                    _ => value.Type.ToString() + value.CompareTo(JValue.CreateNull()),
                };
            }
            catch (Exception exception)
            {
                return exception.GetType().Name + ": " + exception.Message;
            }
        }
    }
}
