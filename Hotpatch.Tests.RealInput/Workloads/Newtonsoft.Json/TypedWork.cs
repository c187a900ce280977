namespace Workload
{
    using System;
    using System.Collections.Concurrent;
    using System.Collections.Generic;
    using System.Collections.Immutable;
    using System.Collections.ObjectModel;
    using System.Data;
    using System.Dynamic;
    using System.Globalization;
    using System.Linq;
    using System.Text.RegularExpressions;
    using System.Xml.Linq;
    using Newtonsoft.Json;
    using Newtonsoft.Json.Converters;
    using Newtonsoft.Json.Linq;
    using Newtonsoft.Json.Serialization;

    /// <summary>Objects to JSON and back, with many settings.</summary>
    public sealed class TypedWork
    {
        private static readonly Dictionary<string, JsonSerializerSettings> Settings = new()
        {
            ["plain"] = new(),
            ["indented, camel case"] = new()
            {
                Formatting = Formatting.Indented, ContractResolver = new CamelCasePropertyNamesContractResolver(),
            },
            ["snake case, escaped"] = new()
            {
                ContractResolver = Names(new SnakeCaseNamingStrategy(true, true)),
                StringEscapeHandling = StringEscapeHandling.EscapeNonAscii,
            },
            ["kebab case"] = new() { ContractResolver = Names(new KebabCaseNamingStrategy(true, false)) },
            ["types"] = new()
            {
                TypeNameHandling = TypeNameHandling.All, TypeNameAssemblyFormatHandling = TypeNameAssemblyFormatHandling.Full,
            },
            ["types where needed"] = new()
            {
                TypeNameHandling = TypeNameHandling.Auto, MetadataPropertyHandling = MetadataPropertyHandling.ReadAhead,
            },
            ["references"] = new()
            {
                PreserveReferencesHandling = PreserveReferencesHandling.All, ReferenceLoopHandling = ReferenceLoopHandling.Serialize,
            },
            ["few"] = new()
            {
                NullValueHandling = NullValueHandling.Ignore, DefaultValueHandling = DefaultValueHandling.IgnoreAndPopulate,
                ReferenceLoopHandling = ReferenceLoopHandling.Ignore,
            },
            ["strict"] = new()
            {
                MissingMemberHandling = MissingMemberHandling.Error, ObjectCreationHandling = ObjectCreationHandling.Replace, MaxDepth = 4,
            },
            ["dates"] = new()
            {
                DateFormatHandling = DateFormatHandling.MicrosoftDateFormat, DateTimeZoneHandling = DateTimeZoneHandling.Utc,
            },
            ["own dates"] = new()
            {
                DateFormatString = "yyyy/MM/dd HH:mm", FloatFormatHandling = FloatFormatHandling.Symbol,
                Culture = CultureInfo.GetCultureInfo("de-DE"),
            },
            ["converters"] = new()
            {
                Converters =
                {
                    new StringEnumConverter(new KebabCaseNamingStrategy()), new JavaScriptDateTimeConverter(), new VersionConverter(),
                    new KeyValuePairConverter(), new RegexConverter(), new BinaryConverter(), new DataSetConverter(),
                    new DataTableConverter(), new XmlNodeConverter(),
                },
            },
            ["handled errors"] = new() { Error = (_, error) => error.ErrorContext.Handled = true },
        };

        private readonly Output _output;
        private readonly Random _random;

        public TypedWork(Output output, int seed)
        {
            _output = output;
            _random = new Random(seed);
        }

        public void Run()
        {
            foreach (var (name, settings) in Settings)
            {
                foreach (var value in Values())
                    RoundTrip(name, settings, value);

                for (var turn = 0; turn < 8; turn++)
                    RoundTrip(name, settings, Filled());

                foreach (var text in Texts)
                    Read(name, settings, text);
            }

            _output.Step("populate", Populate);
            _output.Step("anonymous",
                () => JsonConvert.DeserializeAnonymousType("""{"a":1,"b":[{"c":"2"}]}""", new { a = 0, b = new[] { new { c = "" } } }));
            _output.Step("dynamic", Dynamic);
            _output.Step("contracts", Contracts);
        }

        private static string[] Texts
            => ["{}", "[]", "null", "\"text\"", "12", "{\"Int\":\"x\"}", "{\"Int\":1e20}", "{\"Colour\":\"purple\"}",
                "{\"Unknown\":{\"a\":[1]},\"int\":5,\"TEXT\":null}",
                $"{{\"Shapes\":[{{\"$type\":\"Workload.Circle, {typeof(Circle).Assembly.GetName().Name}\",\"r\":1}},{{\"$type\":\"No.Such, Thing\"}}]}}",
                "{\"Shapes\":[{}]}", "{\"r\":null}",
                "{\"Date\":\"yesterday\"}", "{\"Guid\":\"1\"}", "{\"Grid\":[[1,2],[3]]}",
                "{\"ByColour\":{\"Red\":1,\"sea-green\":null,\"2\":3}}", "{\"Span\":\"1.02:03:04\"}",
                "{\"First\":\"a\",\"third\":[0,\"Blue\"]}", "{\"x\":1,\"Y\":2}", "{\"n\":3}", "{\"value\":41}", "{\"Char\":\"ab\"}",
                "{\"Bytes\":\"AQI\"}", "{\"Big\":1e2}"];

        private static Type[] ReadTypes
            =>
            [
                typeof(Everything), typeof(Shape), typeof(Circle), typeof(Immutable), typeof(Point), typeof(Contract), typeof(Classic),
                typeof(int?),
            ];

        private static DefaultContractResolver Names(NamingStrategy strategy) => new() { NamingStrategy = strategy };

        private void RoundTrip(string name, JsonSerializerSettings settings, object value)
        {
            var type = value.GetType();
            string? text = null;
            _output.Step($"{name}: write {type.Name}", () => text = JsonConvert.SerializeObject(value, settings));
            if (text is null)
                return;

            _output.Step($"{name}: read {type.Name}",
                () => JsonConvert.SerializeObject(JsonConvert.DeserializeObject(text, type, settings), settings));
            _output.Step($"{name}: {type.Name} as a token", () =>
            {
                var serializer = JsonSerializer.Create(settings);
                var token = JToken.FromObject(value, serializer);
                return token.ToString(Formatting.None) + JsonConvert.SerializeObject(token.ToObject(type, serializer), settings);
            });
        }

        private void Read(string name, JsonSerializerSettings settings, string text)
        {
            foreach (var type in ReadTypes)
                _output.Step($"{name}: read {type.Name} from {text}",
                    () => JsonConvert.SerializeObject(JsonConvert.DeserializeObject(text, type, settings)));
        }

        private IEnumerable<object> Values()
        {
            var first = new Node { Name = "first" };
            first.Next = new Node { Name = "second", Next = first };
            var table = new DataTable("table")
            {
                Columns = { { "id", typeof(int) }, { "when", typeof(DateTime) }, { "text", typeof(string) } },
            };
            table.Rows.Add(1, new DateTime(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc), "a");
            table.Rows.Add(DBNull.Value, DBNull.Value, DBNull.Value);
            dynamic expando = new ExpandoObject();
            expando.a = 1;
            expando.b = new[] { "x", null };

            return
            [
                first, new Nodes { first, first.Next }, table, new DataSet("set") { Tables = { table } }, expando,
                new Immutable("a", null, [Colour.Green, (Colour)7]), new Point(1, -1), new Contract { Title = "t" },
                new Fields(), new Classic(), new Money { Amount = 1.50m },
                new Throwing(), new Regex("a+[b]", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant),
                new[] { 1.5f, float.NaN, float.NegativeInfinity },
                ImmutableList.Create(1, 2), new ReadOnlyCollection<int>([3]), new ConcurrentDictionary<string, object?> { ["k"] = null },
                ImmutableDictionary<string, int>.Empty.Add("a", 1),
                new Queue<int>([1, 2]), new Stack<int>([1, 2]), (1, "two"), new Lazy<int>(() => 3).Value, new[] { new[] { 1 }, [] },
                new object?[] { null, 1, "a", 2.5m, true },
                XElement.Parse("<a b='1'><c/>text<c>x</c><!-- note --></a>"), new Uri("relative/path", UriKind.Relative),
                CultureInfo.GetCultureInfo("de-DE"), typeof(string),
            ];
        }

        private Everything Filled()
            => new()
            {
                Flag = _random.Next(2) == 0,
                Byte = (byte)_random.Next(256),
                SByte = _random.Next(2) == 0 ? null : (sbyte)_random.Next(-128, 128),
                Short = (short)_random.Next(short.MinValue, short.MaxValue),
                UShort = (ushort)_random.Next(ushort.MaxValue),
                Int = _random.Next(),
                UInt = (uint)_random.Next(),
                Long = _random.NextInt64(long.MinValue, long.MaxValue),
                ULong = (ulong)_random.NextInt64(),
                Float = _random.NextSingle(),
                Double = _random.Next(4) switch { 0 => null, 1 => double.NaN, 2 => double.Epsilon, _ => _random.NextDouble() * 1e300 },
                Decimal = new decimal(_random.Next(), _random.Next(), _random.Next(), _random.Next(2) == 0, (byte)_random.Next(29)),
                Big = System.Numerics.BigInteger.Pow(-3, _random.Next(100)),
                Char = (char)_random.Next(32, 0x3000),
                Text = _random.Next(3) == 0
                    ? null
                    : string.Concat(Enumerable.Range(0, _random.Next(30)).Select(_ => (char)_random.Next(0, 0x2100))),
                Date = new DateTime(
                    _random.NextInt64(DateTime.MaxValue.Ticks),
                    _random.Next(2) == 0 ? DateTimeKind.Utc : DateTimeKind.Unspecified),
                Offset = new DateTimeOffset(2026, 1, 1, 12, 0, 0, TimeSpan.FromMinutes(_random.Next(-840, 840))),
                Span = TimeSpan.FromTicks(_random.NextInt64(-1_000_000_000_000, 1_000_000_000_000)),
                Guid = new Guid(_random.Next(), 1, 2, 3, 4, 5, 6, 7, 8, 9, 10),
                Uri = new Uri("https://example.com/?q=" + _random.Next()),
                Version = new Version(1, _random.Next(9), 3),
                Bytes = Enumerable.Range(0, _random.Next(100)).Select(value => (byte)value).ToArray(),
                Colour = (Colour)(_random.Next(5) * 10),
                Rights = (Rights)_random.Next(6),
                Shapes =
                {
                    new Circle { Name = "c", Radius = 1, Inner = new Square { Side = 13 } },
                    new Square { Name = "s", Side = _random.Next(3) },
                },
                ByColour = { [Colour.Red] = 1, [(Colour)9] = null },
                Tuples = { ["t"] = Tuple.Create(1, "x") },
                Grid = new[,] { { 1, 2, 3 }, { 4, 5, _random.Next() } },
                Set = { "b", "a" },
                Pair = new("k", 4),
                Anything = _random.Next(3) switch { 0 => new Circle { Radius = 2 }, 1 => new List<object> { 1, "a" }, _ => 7L },
                Token = new JObject { ["a"] = new JArray(1, new JRaw("[2]")) },
                Rest = { ["extra"] = "value" },
            };

        private static string Populate()
        {
            var target = new Everything { Shapes = { new Square { Side = 3 } }, ByColour = { [Colour.Blue] = 2 } };
            JsonConvert.PopulateObject("""{"Int":5,"Shapes":[],"ByColour":{"Red":null},"more":[1]}""", target);
            return JsonConvert.SerializeObject(target);
        }

        private static string Dynamic()
        {
            dynamic token = JObject.Parse("""{"a":{"b":[1,2.5,"x"]},"n":null}""");
            token.a.c = 5;
            token.d = new JArray(token.a.b[1] + 1, (string)token.a.b[2] + "y");
            return token.ToString() + (token.a.b[0] == 1) + (token.missing == null);
        }

        private static string Contracts()
        {
            var resolver = new DefaultContractResolver { IgnoreSerializableAttribute = false };
            Type[] types =
            [
                typeof(Everything), typeof(Nodes), typeof(Dictionary<string, int>), typeof(Classic), typeof(Point?), typeof(ExpandoObject),
            ];
            var lines = types.Select(type => resolver.ResolveContract(type)).Select(
                contract => $"{contract.GetType().Name} {contract.CreatedType.Name} {(contract as JsonObjectContract)?.Properties.Count}");
            return string.Join("; ", lines);
        }
    }
}
