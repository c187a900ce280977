using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Perverse;

/// <summary>Constructors in which the chained call is hard to find: arguments that branch, make other objects, or are long.</summary>
[TestFixture(OptimizationLevel.Debug)]
[TestFixture(OptimizationLevel.Release)]
public class ConstructorShapeTests(OptimizationLevel optimization)
{
    private const string Source =
        """
        using System;
        using System.Linq;
        using Hotpatch;

        public class Base
        {
            public string Log = "";
            public Base() => Log = "base0";
            public Base(Base other) => Log = "copy(" + other.Log + ")";
            public Base(string text) => Log = "base(" + text + ")";
            public Base(Func<int> first, Func<int> second) => Log = "funcs(" + first() + second() + ")";
            public Base(in Pair pair) => Log = "pair(" + pair.X + "," + pair.Y + ")";
            public Base(object a, object b, object c) => Log = a + "," + b + "," + c;
        }

        public class Derived : Base
        {
            public int Field = Compute("field");
            public readonly string Body = "none";
            private static int Compute(string text) => text.Length;

            [Patchable] public Derived(Base other) : base(new Base(new Base())) { Body = other.Log; }
            [Patchable] public Derived(Derived other, int a) : this(new Derived(new Base("inner"))) { Body += a; }
            [Patchable] public Derived(Derived other) : base(other) { Body = "of derived"; }
            [Patchable] public Derived(int a) : base(a > 10 ? "big" : a > 5 ? new Base(new Base("mid")).Log : a switch { 1 => "one", 2 => "two", _ => throw new ArgumentException("a") }) { Body = "int" + a; }
            [Patchable] public Derived(string? text) : base(text ?? new Derived(1).Body) { if (text == null) return; Body = "text" + text; }
            [Patchable] public Derived(int a, int b) : base(() => a + b, () => a * b) { a++; Body = "ab" + a; }
            [Patchable] public Derived(int[] values) : base(values.Where(v => v > 1).Select(v => v * 2).Sum() is var sum && sum > 4 ? "sum" + sum : "small") { foreach (var v in values) Body += v; }
            [Patchable] public Derived(long a) : base(new Pair { X = (int)a, Y = a > 3 ? new Pair(5, 6).Y : 0 }) { Body = "pair"; }
            [Patchable] public Derived(double a) : base(new object[] { a, a > 1 ? (object)"x" : 2 }[1], a is > 1 and < 3 or 7 ? 'y' : 'n', new { A = a }) { try { Body = "try"; if (a > 5) throw new InvalidOperationException(); } catch (InvalidOperationException) { Body = "caught"; } finally { Body += "!"; } }
            [Patchable] public Derived(byte a) : base(int.TryParse(a.ToString(), out var parsed) ? "parsed" + parsed : "not") { Body = "p" + parsed; }
            [Patchable] public Derived(Span<int> span) : base(span.Length > 0 ? span[0].ToString() : "empty") { span[0] = 9; Body = "span"; }
            [Patchable] public Derived(DateTime time, params ReadOnlySpan<string> rest) : base(string.Concat(rest)) { while (true) { Body += rest.Length; if (Body.Length > 6) break; } }
            [Patchable] public Derived(ref int a) : base(a++.ToString() + a++) { again: a *= 2; if (a < 100) goto again; Body = "ref"; }
        }

        public struct Pair
        {
            public int X, Y;
            [Patchable] public Pair(int x, int y) { X = x; Y = y; Other(new Pair { X = 1 }); }
            [Patchable] public Pair(int x) : this(x > 0 ? new Pair(x, 1).X : new Pair(1, x).Y, x switch { 1 => 10, 2 => 20, _ => 30 }) { Y += 1; }
            [Patchable] public Pair(string x) { this = new Pair(x.Length); X++; var other = new Pair(5, 5); this.Y = other.Y; }
            [Patchable] public Pair(long x) { while (x > 10) x /= 2; X = (int)x; Y = 0; }
            [Patchable] public Pair(double x) { try { X = (int)x; Y = checked((int)(x * 1e9)); } catch (OverflowException) { X = Y = -1; } }
            static void Other(Pair pair) { }
        }

        public static class C
        {
            static string Show(Derived d) => d.Log + " " + d.Field + " " + d.Body;
            static string Show(Pair p) => p.X + "/" + p.Y;
            public static string Run(int number)
            {
                int[] values = [1, 2, 3];
                var r = 3;
                return number switch
                {
                    0 => Show(new Derived(new Base("x"))),
                    1 => Show(new Derived(new Derived(1), 8)),
                    2 => Show(new Derived(new Derived(2))),
                    3 => Show(new Derived(11)) + Show(new Derived(6)) + Show(new Derived(2)),
                    4 => Show(new Derived("t")) + Show(new Derived((string?)null)),
                    5 => Show(new Derived(3, 4)),
                    6 => Show(new Derived(values)),
                    7 => Show(new Derived(4L)) + Show(new Derived(1L)),
                    8 => Show(new Derived(2.0)) + Show(new Derived(7.0)) + Show(new Derived(0.5)),
                    9 => Show(new Derived((byte)5)),
                    10 => Show(new Derived(values.AsSpan())) + values[0],
                    11 => Show(new Derived(default(DateTime), "a", "b")),
                    12 => Show(new Derived(ref r)) + r,
                    13 => Show(new Pair(1, 2)),
                    14 => Show(new Pair(1)) + Show(new Pair(0)) + Show(new Pair(2)),
                    15 => Show(new Pair("abc")),
                    16 => Show(new Pair(100L)),
                    17 => Show(new Pair(2.0)) + Show(new Pair(1e9)),
                    _ => throw new ArgumentException(),
                };
            }
        }
        """;

    private StrangeAssembly? _strange;

    private StrangeAssembly Strange => _strange ??= StrangeAssembly.Weave(Source, optimization: optimization);

    [OneTimeTearDown]
    public void CleanUp() => _strange?.Dispose();

    [TestCase(0, "Derived..ctor(Base)", "copy(copy(base0)) 5 base(x)", "copy(copy(base0)) 5 none")]
    [TestCase(1, "Derived..ctor(Derived,System.Int32)", "copy(copy(copy(base0))) 5 of derived8", "copy(copy(copy(base0))) 5 of derived")]
    [TestCase(2, "Derived..ctor(Derived)", "copy(base(two)) 5 of derived", "copy(base(two)) 5 none")]
    [TestCase(3, "Derived..ctor(System.Int32)", "base(big) 5 int11base(copy(base(mid))) 5 int6base(two) 5 int2", "base(big) 5 nonebase(copy(base(mid))) 5 nonebase(two) 5 none")]
    [TestCase(4, "Derived..ctor(System.String)", "base(t) 5 texttbase(int1) 5 none", "base(t) 5 nonebase(int1) 5 none")]
    [TestCase(5, "Derived..ctor(System.Int32,System.Int32)", "funcs(712) 5 ab4", "funcs(712) 5 none")]
    [TestCase(6, "Derived..ctor(System.Int32[])", "base(sum10) 5 none123", "base(sum10) 5 none")]
    [TestCase(7, "Derived..ctor(System.Int64)", "pair(4,6) 5 pairpair(1,0) 5 pair", "pair(4,6) 5 nonepair(1,0) 5 none")]
    [TestCase(8, "Derived..ctor(System.Double)", "x,y,{ A = 2 } 5 try!x,y,{ A = 7 } 5 caught!2,n,{ A = 0.5 } 5 try!", "x,y,{ A = 2 } 5 nonex,y,{ A = 7 } 5 none2,n,{ A = 0.5 } 5 none")]
    [TestCase(9, "Derived..ctor(System.Byte)", "base(parsed5) 5 p5", "base(parsed5) 5 none")]
    [TestCase(10, "Derived..ctor(System.Span", "base(1) 5 span9", "base(1) 5 none1")]
    [TestCase(11, "Derived..ctor(System.DateTime", "base(ab) 5 none222", "base(ab) 5 none")]
    [TestCase(12, "Derived..ctor(System.Int32&)", "base(34) 5 ref160", "base(34) 5 none5")]
    [TestCase(13, "Pair..ctor(System.Int32,System.Int32)", "1/2", "0/0")]
    [TestCase(14, "Pair..ctor(System.Int32)", "1/110/312/21", "1/100/302/20")]
    [TestCase(15, "Pair..ctor(System.String)", "4/5", "0/0")]
    [TestCase(16, "Pair..ctor(System.Int64)", "6/0", "0/0")]
    [TestCase(17, "Pair..ctor(System.Double)", "2/2000000000-1/-1", "0/00/0")]
    public void Replacement_in_place_of_the_body(int number, string constructor, string unpatched, string patched)
    {
        var handle = Strange.Handle(constructor);
        Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched));
        using (handle.PatchScoped(Constant.Nothing(handle.DelegateType)))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(patched));

        Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched));

        // In the one, closures are shared with the arguments of base(…), in the other a local is.
        Assert.That(handle.HasOriginal, Is.EqualTo(number is not (5 or 9)));
        if (!handle.HasOriginal)
            return;

        using (handle.Wrap(original => original))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched));
    }
}
