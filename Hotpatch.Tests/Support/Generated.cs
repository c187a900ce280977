using System.Globalization;
using System.Text;

namespace Hotpatch.Tests.Support;

/// <summary>Sources with a method for each number of parameters, or for each size of a struct.</summary>
internal static class Generated
{
    public const int MostParameters = 40;

    private static readonly (string Type, Func<int, object> Value)[] Parameters =
    [
        ("int", index => index),
        ("string", index => "s" + index.ToString(CultureInfo.InvariantCulture)),
        ("double", index => index + 0.5),
        ("byte", index => (byte)index),
        ("long", index => long.MaxValue - index),
        ("float", index => index + 0.25f),
        ("decimal", index => index + 0.125m),
        ("object", index => new[] { index }),
        ("bool", index => index % 2 == 0),
    ];

    /// <summary>Structs of other things than bytes, which calling conventions pass in other registers.</summary>
    private static readonly string[][] MixedFields =
    [
        ["float"], ["float", "float"], ["float", "float", "float"], ["float", "float", "float", "float"], ["double", "double"], ["double", "int"],
        ["int", "double", "int"], ["long", "long"], ["long", "long", "long"], ["string"], ["string", "int"], ["byte", "string", "byte"], ["decimal", "float"],
    ];

    /// <summary>The names of the generated structs: B1 to B64, of so many bytes, and M0 and so on.</summary>
    public static IEnumerable<string> Structs
        => Enumerable.Range(1, 64).Select(size => $"B{size}").Concat(Enumerable.Range(0, MixedFields.Length).Select(index => $"M{index}"));

    public static object[] Arguments(int count) => [.. Enumerable.Range(0, count).Select(index => Parameters[index % Parameters.Length].Value(index))];

    /// <summary>Class Many: methods Static0 to Static40, StaticVoid0, Instance0 and so on, and for each a Call… that calls it as source does.</summary>
    public static string ManyParameters()
    {
        var source = new StringBuilder("namespace Fixtures;\npublic class Many\n{\npublic static object? Last;\n");
        for (var count = 0; count <= MostParameters; count++)
        {
            var types = Enumerable.Range(0, count).Select(index => Parameters[index % Parameters.Length].Type).ToArray();
            var parameters = string.Join(", ", types.Select((type, index) => $"{type} a{index}"));
            var all = $"new object[] {{ {string.Join(", ", types.Select((_, index) => $"a{index}"))} }}";
            var passed = string.Join(", ", types.Select((type, index) => $"({type})all[{index}]"));
            foreach (var (kind, modifier, target) in new[] { ("Static", "static", "Many"), ("Instance", "", "many") })
            {
                source.AppendLine(CultureInfo.InvariantCulture, $$"""
                    [Hotpatch.Patchable] public {{modifier}} object {{kind}}{{count}}({{parameters}}) => Fault.Pass({{all}});
                    [Hotpatch.Patchable] public {{modifier}} void {{kind}}Void{{count}}({{parameters}}) => Last = Fault.Pass({{all}});
                    public static object Call{{kind}}{{count}}(Many many, object[] all) => {{target}}.{{kind}}{{count}}({{passed}});
                    public static object? Call{{kind}}Void{{count}}(Many many, object[] all)
                    {
                        Last = null;
                        {{target}}.{{kind}}Void{{count}}({{passed}});
                        return Last;
                    }
                    """);
            }
        }

        return source.Append('}').Append(WovenSource.Fault).ToString();
    }

    /// <summary>
    /// For each struct X: Sizes.MakeX, Sizes.StaticX and Sizes.InstanceX, which return what they get between two other arguments, X.Swap,
    /// which returns itself and becomes its argument, and for each a Call….
    /// </summary>
    public static string ManySizes()
    {
        var source = new StringBuilder("namespace Fixtures;\n");
        var sizes = new StringBuilder("public class Sizes\n{\n");
        foreach (var name in Structs)
        {
            var number = int.Parse(name.AsSpan(1), CultureInfo.InvariantCulture);
            var fields = name[0] == 'B' ? [.. Enumerable.Repeat("byte", number)] : MixedFields[number];
            source.AppendLine(CultureInfo.InvariantCulture, $$"""
                public struct {{name}}
                {
                    {{string.Concat(fields.Select((type, index) => $"public {type} F{index}; "))}}
                    [Hotpatch.Patchable] public {{name}} Swap({{name}} other) { var was = this; this = Fault.Pass(other); return was; }
                }
                """);
            var values = fields.Select((type, index) => $"F{index} = " + (type == "string" ? $"\"s\" + (seed + {index})" : $"({type})(seed + {index})"));
            sizes.AppendLine(CultureInfo.InvariantCulture, $$"""
                public static object Make{{name}}(int seed) => new {{name}} { {{string.Join(", ", values)}} };
                [Hotpatch.Patchable] public static {{name}} Static{{name}}(byte before, {{name}} value, string after) => Fault.Pass(value);
                [Hotpatch.Patchable] public {{name}} Instance{{name}}(byte before, {{name}} value, string after) => Fault.Pass(value);
                public static object CallStatic{{name}}(object value) => Static{{name}}(1, ({{name}})value, "after");
                public static object CallInstance{{name}}(Sizes sizes, object value) => sizes.Instance{{name}}(1, ({{name}})value, "after");
                public static object[] CallSwap{{name}}(object self, object other)
                {
                    var swapped = ({{name}})self;
                    var result = swapped.Swap(({{name}})other);
                    return [result, swapped];
                }
                """);
        }

        return source.Append(sizes).Append('}').Append(WovenSource.Fault).ToString();
    }
}
