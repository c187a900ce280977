namespace Workload
{
    using System;
    using System.Collections.Generic;
    using System.ComponentModel;
    using System.Runtime.Serialization;
    using Newtonsoft.Json;
    using Newtonsoft.Json.Converters;
    using Newtonsoft.Json.Linq;
    using Newtonsoft.Json.Serialization;

    public enum Colour
    {
        Red,

        [EnumMember(Value = "sea-green")]
        Green,

        Blue = 40,
    }

    [Flags]
    public enum Rights : ulong
    {
        None = 0,
        Read = 1,
        Write = 2,
        All = ulong.MaxValue,
    }

    public abstract class Shape
    {
        [JsonProperty(Order = -2)]
        public string Name { get; set; } = "";

        public Shape? Inner { get; set; }

        [JsonIgnore]
        public string Secret { get; set; } = "secret";
    }

    public class Circle : Shape
    {
        [JsonProperty("r", Required = Required.Always)]
        public double Radius { get; set; }
    }

    public sealed class Square : Shape
    {
        [DefaultValue(1)]
        public int Side { get; set; } = 1;

        public bool ShouldSerializeSide() => Side != 13;
    }

    public sealed class Everything
    {
        public bool Flag { get; set; }

        public byte Byte { get; set; }

        public sbyte? SByte { get; set; }

        public short Short { get; set; }

        public ushort UShort { get; set; }

        public int Int { get; set; }

        public uint? UInt { get; set; }

        public long Long { get; set; }

        public ulong ULong { get; set; }

        public float Float { get; set; }

        public double? Double { get; set; }

        public decimal Decimal { get; set; }

        public System.Numerics.BigInteger Big { get; set; }

        public char Char { get; set; }

        public string? Text { get; set; }

        public DateTime Date { get; set; }

        public DateTimeOffset? Offset { get; set; }

        public TimeSpan Span { get; set; }

        public Guid? Guid { get; set; }

        public Uri? Uri { get; set; }

        public Version? Version { get; set; }

        public byte[]? Bytes { get; set; }

        public Colour Colour { get; set; }

        [JsonConverter(typeof(StringEnumConverter), typeof(CamelCaseNamingStrategy))]
        public Rights? Rights { get; set; }

        public List<Shape> Shapes { get; set; } = new();

        public Dictionary<Colour, int?> ByColour { get; set; } = new();

        public SortedDictionary<string, Tuple<int, string>> Tuples { get; set; } = new();

        public int[,]? Grid { get; set; }

        public HashSet<string> Set { get; set; } = new();

        public KeyValuePair<string, int> Pair { get; set; }

        public object? Anything { get; set; }

        public JToken? Token { get; set; }

        [JsonExtensionData]
        public IDictionary<string, JToken> Rest { get; set; } = new SortedDictionary<string, JToken>(StringComparer.Ordinal);
    }

    public sealed record Immutable(string First, int? Second, IReadOnlyList<Colour> Third);

    public struct Point
    {
        [JsonConstructor]
        public Point(int x, int y)
        {
            X = x;
            Y = y;
        }

        public int X { get; }

        public int Y { get; }
    }

    [DataContract(Name = "contract")]
    public sealed class Contract
    {
        [DataMember(Name = "n", Order = 2, EmitDefaultValue = false)]
        public int Number { get; set; }

        [DataMember(Order = 1, IsRequired = true)]
        public string? Title { get; set; }

        public string Unseen { get; set; } = "unseen";
    }

    [JsonObject(MemberSerialization.Fields, ItemNullValueHandling = NullValueHandling.Ignore)]
    public sealed class Fields
    {
        private readonly List<string> _calls = new();
        private string? _nothing;

        [OnSerializing]
        internal void Serializing(StreamingContext context) => _calls.Add("serializing");

        [OnDeserialized]
        internal void Deserialized(StreamingContext context) => _calls.Add("deserialized" + _nothing);

        [OnError]
        internal void Failed(StreamingContext context, ErrorContext error)
        {
            _calls.Add(error.Path + " " + error.Error.Message);
            error.Handled = true;
        }
    }

    [JsonArray(ItemIsReference = true)]
    public sealed class Nodes : List<Node>
    {
    }

    [JsonObject(IsReference = true)]
    public sealed class Node
    {
        public string? Name { get; set; }

        public Node? Next { get; set; }
    }

    [Serializable]
    public sealed class Classic : ISerializable
    {
        public Classic() => Value = 5;

        private Classic(SerializationInfo info, StreamingContext context) => Value = info.GetInt32("value") + 1;

        public int Value { get; }

        public void GetObjectData(SerializationInfo info, StreamingContext context) => info.AddValue("value", Value);
    }

    [JsonConverter(typeof(Converter))]
    public sealed class Money
    {
        public decimal Amount { get; set; }

        public sealed class Converter : JsonConverter<Money>
        {
            public override void WriteJson(JsonWriter writer, Money? value, JsonSerializer serializer)
                => writer.WriteRawValue("\"EUR " + value!.Amount + "\"");

            public override Money ReadJson(JsonReader reader, Type objectType, Money? existing, bool hasExisting, JsonSerializer serializer)
                => new() { Amount = decimal.Parse(((string)reader.Value!)[4..], System.Globalization.CultureInfo.InvariantCulture) };
        }
    }

    [JsonObject(NamingStrategyType = typeof(SnakeCaseNamingStrategy))]
    public sealed class Throwing
    {
        public int GoodValue => 1;

        public int BadValue => throw new InvalidOperationException("thrown by a property");
    }
}
