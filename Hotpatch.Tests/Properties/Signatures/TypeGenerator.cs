using FsCheck;
using FsCheck.Fluent;

namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>Random types; in the source of their values and texts, <c>s</c> is the number that they are made of.</summary>
internal static class TypeGenerator
{
    private const TypeUse Reference = TypeUse.Argument | TypeUse.Field;
    private const TypeUse Struct = Reference | TypeUse.Nullable;

    /// <summary>Sizes at, below and above those at which calling conventions change.</summary>
    public static readonly int[] BlobSizes = [1, 2, 3, 4, 5, 8, 9, 12, 16, 17, 24, 32, 33, 64, 129, 300];

    private static readonly TypeSpec[] Leaves =
    [
        Leaf("bool", s => $"({s}) % 2 == 0"),
        Leaf("byte", s => $"(byte)({s})"),
        Leaf("sbyte", s => $"(sbyte)({s})"),
        Leaf("char", s => $"(char)('a' + ({s}) % 26)"),
        Leaf("short", s => $"(short)({s})"),
        Leaf("ushort", s => $"(ushort)({s})"),
        Leaf("int", s => $"({s}) * -31"),
        Leaf("uint", s => $"(uint)({s}) * 31"),
        Leaf("long", s => $"({s}) * 1000000007L"),
        Leaf("ulong", s => $"(ulong)({s}) * 1000000007UL"),
        Leaf("float", s => $"({s}) / 3f"),
        Leaf("double", s => $"({s}) / -7d"),
        Leaf("decimal", s => $"({s}) * 1.1m"),
        Leaf("nint", s => $"(nint)({s})"),
        Leaf("DateTime", s => $"new DateTime(({s}) * 1000L)"),
        Leaf("Small", s => $"(Small)(({s}) % 3)"),
        Leaf("Large", s => $"(Large)(({s}) * 1000000007L)"),
        Leaf("Mixed", s => $"new Mixed({s}, \"m\" + ({s}), ({s}) / 2d)"),
        .. BlobSizes.Select(size => new TypeSpec($"Blob{size}", s => $"V.Fill<Blob{size}>({s})", x => $"V.Bytes({x})", Struct)),
        new("string", s => $"((({s}) % 5 == 0 ? null : \"s\" + ({s})))!", Text, Reference),
        new("object", s => $"(object)({s})", Text, Reference),
        new("Thing", s => $"new Thing({s})", Text, Reference),
        new("dynamic", s => $"(object)({s})", x => $"V.S((object?)({x}))", Reference),
        new("RefIntFunc", s => $"V.Adder({s})", x => $"V.Call({x})", Reference),
    ];

    private static readonly TypeSpec[] Unsafe =
    [
        new("int*", s => $"V.Ptr({s})", x => $"V.S(*({x}))", TypeUse.Field),
        new("int**", s => $"V.PtrPtr({s})", x => $"V.S(**({x}))", TypeUse.Field),
        new("void*", s => $"(void*)V.Ptr({s})", x => $"V.S(*(int*)({x}))", TypeUse.Field),
        new("Blob9*", s => $"(Blob9*)V.Ptr({s})", x => $"V.S(*(int*)({x}))", TypeUse.Field),
        new("int*[]", s => $"new int*[] {{ V.Ptr({s}) }}", x => $"V.S(*({x})[0])", TypeUse.Field),
        new("delegate*<int, int>", s => $"(({s}) % 2 == 0 ? (delegate*<int, int>)&V.Twice : &V.Thrice)", x => $"V.Apply({x})", TypeUse.Field),
        new("delegate* unmanaged[Cdecl]<int, nint>", s => $"(delegate* unmanaged[Cdecl]<int, nint>)({s})", x => $"V.S((nint)({x}))", TypeUse.Field),
        new("ReadOnlySpan<char>", s => $"(\"s\" + ({s})).AsSpan()", x => $"({x}).ToString()", TypeUse.Parameter),
        new("View", s => $"new View(new[] {{ {s} }}, {s})", x => $"({x}).Show()", TypeUse.Parameter),
    ];

    /// <summary>What callers put in place of the type parameter: references, which share code, and values, which do not.</summary>
    public static readonly string[] Items = ["int", "string", "Thing", "Mixed", "Blob17", "object", "double"];

    private static readonly TypeSpec Item = new("TItem", s => $"V.Make<TItem>({s})", Text, Reference);

    /// <summary>Types that name the type parameter.</summary>
    public static Gen<TypeSpec> OfItem { get; } = Gen.Elements(
        Item, Item, Array(Item), List(Item), Function(Item), Pair(Item, Leaves[0]), Tuple(Leaves[6], Item), Span(Item), List(Array(Item)));

    /// <summary>Any type that a parameter can have.</summary>
    public static Gen<TypeSpec> Any { get; } = Gen.Frequency(
        (6, Gen.Elements(Leaves)),
        (5, Composite(2)),
        (2, Gen.Elements(Unsafe)),
        (1, Composite(1).Select(Span)));

    private static Gen<TypeSpec> Argument(int depth)
        => depth == 0 ? Gen.Elements(Leaves) : Gen.Frequency((2, Gen.Elements(Leaves)), (1, Composite(depth)));

    private static Gen<TypeSpec> Composite(int depth)
    {
        var item = Argument(depth - 1);
        return Gen.OneOf(
            item.Select(Array),
            item.Select(Matrix),
            item.Select(type => type.Use.HasFlag(TypeUse.Nullable) ? Nullable(type) : List(type)),
            item.Select(List),
            item.Select(Function),
            from key in item from value in item select Pair(key, value),
            from key in item from value in item select Tuple(key, value));
    }

    private static TypeSpec Leaf(string name, Func<string, string> value) => new(name, s => $"({name})({value(s)})", Text, Struct);

    private static string Text(string value) => $"V.S({value})";

    private static TypeSpec Array(TypeSpec item)
        => item.Name.EndsWith(']')
            ? List(item)
            : new($"{item.Name}[]", s => $"new {item.Name}[] {{ {item.Value(s)}, {item.Value(s + " + 1")} }}", x => Join(item, x), Reference);

    private static TypeSpec Matrix(TypeSpec item)
        => item.Name.EndsWith(']')
            ? List(item)
            : new($"{item.Name}[,]", s => $"new {item.Name}[,] {{ {{ {item.Value(s)}, {item.Value(s + " + 1")} }} }}", x => Join(item, $"({x}).Cast<{item.Name}>()"), Reference);

    private static TypeSpec List(TypeSpec item)
        => new($"List<{item.Name}>", s => $"new List<{item.Name}> {{ {item.Value(s)}, {item.Value(s + " + 1")} }}", x => Join(item, x), Reference);

    private static TypeSpec Span(TypeSpec item)
        => new($"Span<{item.Name}>", s => $"new {Open(item)} {{ {item.Value(s)} }}.AsSpan()", x => Join(item, $"({x}).ToArray()"), TypeUse.Parameter);

    private static string Open(TypeSpec item) => item.Name.EndsWith(']') ? item.Name[..item.Name.IndexOf('[', StringComparison.Ordinal)] + "[]" + item.Name[item.Name.IndexOf('[', StringComparison.Ordinal)..] : item.Name + "[]";

    private static TypeSpec Nullable(TypeSpec item)
        => new($"{item.Name}?", s => $"(({s}) % 3 == 0 ? null : ({item.Name}?)({item.Value(s)}))", x => $"V.N<{item.Name}>({x}, x => {item.Show("x")})", Reference);

    private static TypeSpec Function(TypeSpec item)
        => new($"Func<{item.Name}>", s => $"new Func<{item.Name}>(() => {item.Value(s)})", x => item.Show($"({x}).Invoke()"), Reference);

    private static TypeSpec Pair(TypeSpec key, TypeSpec value)
        => new($"KeyValuePair<{key.Name}, {value.Name}>", s => $"new KeyValuePair<{key.Name}, {value.Name}>({key.Value(s)}, {value.Value(s)})", x => Both(key, $"({x}).Key", value, $"({x}).Value"), Struct);

    private static TypeSpec Tuple(TypeSpec first, TypeSpec second)
        => new($"({first.Name} First, {second.Name})", s => $"(({first.Name}, {second.Name}))({first.Value(s)}, {second.Value(s)})", x => Both(first, $"({x}).First", second, $"({x}).Item2"), Struct);

    private static string Both(TypeSpec first, string one, TypeSpec second, string two) => $"({first.Show(one)} + \"/\" + {second.Show(two)})";

    private static string Join(TypeSpec item, string items) => $"V.Join<{item.Name}>({items}, x => {item.Show("x")})";
}
