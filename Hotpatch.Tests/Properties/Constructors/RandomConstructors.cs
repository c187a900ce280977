using System.Globalization;
using System.Text;
using Hotpatch.Tests.Properties.Programs;

namespace Hotpatch.Tests.Properties.Constructors;

/// <summary>Writes random constructors, with what a compiler puts before and behind the chained call: temporaries, closures, variables of arguments.</summary>
internal static class RandomConstructors
{
    private const string Rest =
        """

        public class Base
        {
            public string Log = "";
            public Base(object value) => Log = value + "|";
            public Base(object first, object second) => Log = first + "," + second + "|";
            protected static int Read(string text, out int value) => value = text.Length * 3;
            protected static int Change(ref int value) => value += 10;
            protected static int Sum(Span<int> values) => values.Length > 1 ? values[0] + values[1] : -1;
            public static int Count;
        }

        public struct Place
        {
            public int X, Y;
            public Place(int x, int y) { X = x; Y = y; }
            public readonly int Sum() => X * 10 + Y;
        }
        """;

    // Arguments of base(…), with the variable that each declares.
    private static readonly (string Text, string? Declares)[] Arguments =
    [
        ("a", null), ("b.Length", null), ("a + 1", null), ("(a = a + 2)", null), ("a++", null), ("Change(ref a)", null),
        ("Read(b, out var {0}) + {0}", "{0}"), ("(b is {{ Length: var {0} }} ? {0} : {0} = -1)", "{0}"), ("((object)c is int {0} and > 1 ? {0} : {0} = 3)", "{0}"),
        ("((Func<int>)(() => a))()", null), ("((Func<int>)(() => a + b.Length))()", null), ("((Func<int>)(() => c))()", null),
        ("c switch {{ 1 => a, 2 => b.Length, _ => 7 }}", null), ("(c switch {{ 1 => \"one\", 2 => b, _ => \"x\" }}).Length", null),
        ("new Place(a, 2).Sum()", null), ("new Place {{ X = a, Y = c }}.Sum()", null), ("Sum(stackalloc int[] {{ a, c }})", null),
        ("(c > 1 ? a : b.Length)", null), ("checked(a * c)", null), ("default(Guid).ToString()[..c]", null), ("a.ToString()", null),
    ];

    private static readonly string[] Statements =
    [
        "Log += a;", "a += 3;", "b = b + \"!\";", "{ Func<int> f = () => a * 2; Log += f(); }", "{ Action g = () => a++; g(); g(); Log += a; }",
        "int {0}() => b.Length + a; Log += {0}();", "int {0}() => Field + c; Log += {0}();", "foreach (var x in b) Log += x;", "for (var i = 0; i < c; i++) { if (i == 1) continue; Log += i; }",
        "try { if (a > 3) throw new InvalidOperationException(); Log += \"t\"; } catch (InvalidOperationException) { Log += \"c\"; } finally { Log += \"f\"; }",
        "try { Log += checked(a * 1000000000); } catch (OverflowException) when (c == 2) { Log += \"o\"; }", "if (c == 2) return;",
        "var {0} = new Place(a, 3); {0}.X++; Log += {0}.Sum();", "var {0} = new Place {{ Y = c }}; Log += {0}.Sum();", "var {0} = c switch {{ 1 => \"eins\", _ => \"viel\" }}; Log += {0};",
        "Field = a;", "Field++;", "Spot.X = c; Log += Spot.Sum();", "Spot = new Place(c, a);", "{ var list = new List<int> { a, c }; Log += list.Count(x => x > c); }",
        "Span<int> {0} = stackalloc int[2]; {0}[1] = a; Log += Sum({0});", "{0}: if (a < 40) {{ a *= 2; goto {0}; }} Log += a;", "Action {0} = () => Log += Field; {0}();",
    ];

    /// <summary>The program, whose <c>C.Run</c> makes an object of each class <c>K0</c>, <c>K1</c> and so on.</summary>
    public static string Write(int seed, int count)
    {
        var dice = new Dice(seed, ["14.0"]);
        var text = new StringBuilder("using System;\nusing System.Collections.Generic;\nusing System.Linq;\nusing Hotpatch;\n").Append(Rest).Append('\n');
        var runs = new StringBuilder();
        for (var i = 0; i < count; i++)
        {
            text.Append(Class(dice, i));
            runs.Append(CultureInfo.InvariantCulture, $"case {i}: {{ var k = new K{i}(a, b, c); return k.Log + k.Field + k.Spot.Sum() + Base.Count; }}\n");
        }

        return text.Append("public static class C { public static string Run(int number, int a, string b, int c) { Base.Count = 0; switch (number) {\n").Append(runs).Append("default: return \"\"; } } }").ToString();
    }

    private static string Class(Dice dice, int number)
    {
        var declared = new List<string>();
        var arguments = string.Join(", ", Enumerable.Range(0, 1 + dice.Below(2)).Select(place =>
        {
            var (argument, variable) = dice.Of(Arguments);
            var name = string.Create(CultureInfo.InvariantCulture, $"p{place}");
            if (variable is not null)
                declared.Add(name);

            return string.Format(CultureInfo.InvariantCulture, argument, name);
        }));
        string[] ofDeclared = [.. declared.SelectMany(name => new[] { $"Log += {name};", $"{name} = 4; Log += {name};", $"{{ Func<int> f = () => {name} + a; Log += f(); }}" })];
        var statements = string.Join(' ', Enumerable.Range(0, dice.Below(5)).Select(place
            => Statement(dice.In(4) && ofDeclared.Length > 0 ? dice.Of(ofDeclared) : dice.Of(Statements), string.Create(CultureInfo.InvariantCulture, $"v{place}"))));
        var initialiser = dice.In(2) ? " = Count++ > 3 ? 1 : 2" : string.Empty;
        return $"public class K{number} : Base {{ public readonly int Field{initialiser}; public readonly Place Spot = new(1, 2); [Patchable] public K{number}(int a, string b, int c) : base({arguments}) {{ {statements} }} }}\n";
    }

    // Braces are doubled only where a name is put in.
    private static string Statement(string statement, string name)
        => statement.Contains("{0}", StringComparison.Ordinal) ? string.Format(CultureInfo.InvariantCulture, statement, name)
            : statement;
}
