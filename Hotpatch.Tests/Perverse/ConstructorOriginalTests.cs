using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Tests.Perverse;

/// <summary>Constructors whose bodies move to an original, with all that a compiler puts on either side of the chained call; and those whose bodies stay.</summary>
[TestFixture(OptimizationLevel.Debug)]
[TestFixture(OptimizationLevel.Release)]
public class ConstructorOriginalTests(OptimizationLevel optimization)
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using Hotpatch;

        public unsafe class Base
        {
            public string Log = "";
            private readonly int* _pointer;
            private readonly Func<string>? _function;
            public Base() => Log = "base";
            public Base(object value) => Log = "base(" + value + ")";
            public Base(Func<string> function) { _function = function; Log = "base(" + function() + ")"; }
            public Base(int* pointer) { _pointer = pointer; Log = "base(" + *pointer + ")"; }
            public Base(ref int value) { value++; Log = "base(" + value + ")"; }
            public void Write(int value) => *_pointer = value;
            public string Again() => _function!();
        }

        // Closures of parameters, which the compiler makes before base(…).
        public class Lambda : Base
        {
            public readonly Func<string> Body;
            public int Field = DateTime.MaxValue.Year > 3 ? 1 : 2;
            [Patchable] public Lambda(string a) { Body = () => a; }
            [Patchable] public Lambda(string a, int b) : base(a) { Body = () => a + b; }
            [Patchable] public Lambda(Guid a) : base(a.ToString("N")[..2]) { var n = 0; Body = () => a.ToString("N")[..2] + ++n + Field; }
            [Patchable] public Lambda(int a, string b) : base(b.Length > 1 ? "long" : (object)a) { int Local() => a * b.Length + Field; Body = () => ""; Body += () => Body.Method.Name.Length > 0 ? Local().ToString() : ""; }
            [Patchable] public Lambda(long a) : base(a) { string Local() => "local" + a; var text = Local(); Body = null!; Log += text; }
            [Patchable] public Lambda(int a, int b, int c) : base((object)(a + b)) { a++; Body = () => (a + b + c).ToString(); b++; c = 7; }
            [Patchable] public Lambda(ref int a, int b) : base(ref a) { var copy = a; Body = () => (copy + b).ToString(); a = 5; }
            [Patchable] public Lambda(IEnumerable<string> a) { Body = () => string.Join("", from x in a where x.Length > 1 select x); }
            [Patchable] public Lambda(char a) { Action x = () => Log += a; x(); Body = () => Log; }
        }

        // What crosses base(…).
        public class Crossing : Base
        {
            public Func<string>? Body;
            [Patchable] public Crossing(string a) : base(() => a) { a += "!"; Log += Again(); }
            [Patchable] public Crossing(string a, string b) : base(() => a) { Body = () => b; Log += Body(); }
            [Patchable] public Crossing(string a, int b) : base(int.TryParse(a, out var p) ? p : (object)"none") { Body = () => a + p; Log += Body(); }
            [Patchable] public Crossing(object a) : base(a is string text ? text.Length : (object)a) { if (a is string) text = "x"; else text = "y"; Log += text; }
            [Patchable] public Crossing(object a, int b) : base(a as string is var text ? text?.Length ?? a : a) { Log += text ?? "none"; }
            [Patchable] public unsafe Crossing(int a) : base(&a) { Write(9); Log += a; }
            [Patchable] public unsafe Crossing(long a) : base((object)(*(int*)&a)) { Log += "body"; }
            [Patchable] public Crossing(int a, long b) : base((object)(a = 5)) { Body = () => "" + a; Log += Body(); }
            [Patchable] public Crossing(string a, char b) : base(int.TryParse(a, out var p) ? p : (object)"none") { Action x = () => Log += a + b; Log += p; x(); }
            [Patchable] public Crossing(int a, byte b) : base((object)(a = 5)) { Log += a++ + b; }
            [Patchable] public Crossing(out int a, ref int b) : base((object)(a = b++)) { a++; Log += a + b; }
        }

        // The same local for two variables.
        public class Slots : Base
        {
            [Patchable] public Slots(int a) : base(a switch { 1 => "one", 2 => "two", var x when x > 5 => "many", _ => "some" }) { var s = a switch { 1 => "eins", _ => "viel" }; Log += s; }
            [Patchable] public Slots(string a) : base(new Place { X = a.Length, Y = 1 }.Sum()) { var place = new Place(1, a.Length); place.X++; Log += place.Sum(); if (a.Length > 2) { var other = new Place { X = 8 }; Log += other.Sum(); } }
            [Patchable] public Slots(int[] a) : base(a.Length > 0 ? a[0] : -1) { foreach (var x in a) Log += x; for (var i = 0; i < a.Length; i++) { if (i == 1) continue; if (i == 3) break; Log += i; } }
            [Patchable] public Slots(long a) : base(checked((int)a)) { try { Log += checked((int)(a * 1000000000)); } catch (OverflowException) when (a > 2) { Log += "over"; return; } finally { Log += "!"; } Log += "end"; }
            [Patchable] public Slots(Span<byte> a) : base(a.Length) { Span<byte> b = stackalloc byte[4]; b[1] = a[0]; Log += b[1]; using (var d = new Disposable(this)) Log += "in"; }
            private sealed class Disposable(Slots slots) : IDisposable { public void Dispose() => slots.Log += "out"; }
        }

        public struct Place
        {
            public int X, Y;
            public readonly int Sum() => X * 10 + Y;
            public Place(int x, int y) { X = x; Y = y; }
        }

        // Structs.
        public readonly struct Money
        {
            public readonly decimal Amount;
            public readonly string Currency = "EUR";
            private readonly List<int> _parts = new();
            [Patchable] public Money(decimal amount) { Amount = amount; _parts.Add((int)amount); }
            [Patchable] public Money(decimal amount, string currency) : this(amount + 1) { Currency = currency ?? "none"; _parts.Add(2); }
            [Patchable] public Money(string text) { this = default; Amount = text.Length; if (text.Length > 3) { this = new Money(7m, "USD"); } }
            [Patchable] public Money(int a) { var b = a; Func<int> f = () => a + b; Currency = "f" + f(); }
            public override string ToString() => Amount + Currency + _parts?.Count;
        }

        public ref struct View
        {
            private readonly ref int _value;
            private readonly Span<int> _span;
            [Patchable] public View(ref int value, Span<int> span) { _value = ref value; _span = span; _value++; }
            [Patchable] public View(Span<int> span) : this(ref span[0], span) { _span[0] += 10; }
            public override string ToString() => _value + "/" + _span.Length;
        }

        // Generic types and types of their own kind.
        public class Box<T> : Base
        {
            public readonly T? Value;
            public readonly (T?, int) Pair;
            private readonly Func<T> _get;
            [Patchable] public Box(T value) : base(value!) { Value = value; Pair.Item2 = 4; _get = () => value; }
            [Patchable] public Box(List<T> values) : this(values[0]) { Value = values.Last(); _get = () => values[1]; }
            public string Fields => Log + Value + Pair;
            public override string ToString() => Fields + _get();
        }

        public class Failure : Exception
        {
            public readonly int Code;
            [Patchable] public Failure(int code, Exception? inner) : base("failed " + code, inner) { Code = code; HResult = code; Data["code"] = code; }
        }

        public record Line
        {
            public int Length { get; init; }
            public required string Name { get; set; }
            [Patchable, System.Diagnostics.CodeAnalysis.SetsRequiredMembers] public Line(int length) { Length = length; Name = "line"; }
            [Patchable] protected Line(Line other) { Length = other.Length + 1; Name = other.Name + "'"; }
        }

        public abstract class Shape
        {
            public string Text = "";
            [Patchable] protected Shape() { Text += Describe(); }
            public abstract string Describe();
        }

        public class Square : Shape
        {
            private readonly int _side = 3;
            [Patchable] public Square() { _side++; Text += Describe(); }
            public override string Describe() => "square" + _side;
        }

        [method: Patchable]
        public class Primary(string name, int number) : Base(() => name + number)
        {
            public string Name => name;
            public Func<string> Function { get; } = () => name + "f";
        }

        public static class C
        {
            static string Show(Lambda d) => d.Log + " " + d.Field + " " + d.Body?.Invoke() + d.Body?.Invoke();
            static string Show(Crossing d) => d.Log + " " + d.Body?.Invoke();
            public static string Run(int number)
            {
                var (r, q) = (3, 4);
                int[] values = [4, 5, 6, 7];
                switch (number)
                {
                    case 0: return Show(new Lambda("a"));
                    case 1: return Show(new Lambda("a", 1));
                    case 2: return Show(new Lambda(Guid.Empty));
                    case 3: return Show(new Lambda(2, "bc")) + Show(new Lambda(2, "b"));
                    case 4: return Show(new Lambda(5L));
                    case 5: return Show(new Lambda(1, 2, 3));
                    case 6: return Show(new Lambda(ref r, 2)) + r;
                    case 7: return Show(new Lambda(["a", "bc", "de"]));
                    case 8: return Show(new Lambda('c'));
                    case 10: return Show(new Crossing("a"));
                    case 11: return Show(new Crossing("a", "b"));
                    case 12: return Show(new Crossing("4", 1)) + Show(new Crossing("x", 1));
                    case 13: return Show(new Crossing((object)"abc")) + Show(new Crossing((object)1.5f));
                    case 14: return Show(new Crossing((object)"abc", 1)) + Show(new Crossing((object)1.5f, 1));
                    case 15: return Show(new Crossing(3));
                    case 16: return Show(new Crossing(4L));
                    case 17: return Show(new Crossing(3, 4L));
                    case 9: return Show(new Crossing("4", 'c'));
                    case 18: return Show(new Crossing(3, (byte)4));
                    case 19: return Show(new Crossing(out r, ref q)) + r + q;
                    case 20: return new Slots(1).Log + new Slots(2).Log + new Slots(7).Log + new Slots(4).Log;
                    case 21: return new Slots("ab").Log + new Slots("abc").Log;
                    case 22: return new Slots(values).Log + new Slots(Array.Empty<int>()).Log;
                    case 23: return new Slots(2L).Log + new Slots(1000L).Log;
                    case 24: return new Slots(new byte[] { 7 }.AsSpan()).Log;
                    case 30: return new Money(3m).ToString();
                    case 31: return new Money(3m, "CHF").ToString() + new Money(1m, null!);
                    case 32: return new Money("ab").ToString() + new Money("abcd");
                    case 33: return new Money(4).ToString();
                    case 34: return new View(ref r, values).ToString() + r;
                    case 35: return new View(values).ToString() + values[0];
                    case 40: return new Box<int>(3).ToString() + new Box<string>("x");
                    case 41: return new Box<int>([1, 2]).ToString() + new Box<string>(["x", "y"]);
                    case 42: var failure = new Failure(5, new Exception("inner")); return failure.Message + failure.HResult + failure.Code + failure.InnerException!.Message + failure.Data.Count;
                    case 43: return new Line(3).ToString();
                    case 44: var line = new Line(3); return (line with { Name = "x" }).ToString() + (line with { });
                    case 45: return new Square().Text;
                    case 46: return new Square().Text;
                    case 47: var primary = new Primary("n", 3); return primary.Log + primary.Name + primary.Function() + primary.Again();
                    case 48: return new Box<int>(3).Fields + new Box<string>("x").Fields;
                    case 49: return new Box<int>([1, 2]).Fields + new Box<string>(["x", "y"]).Fields;
                    default: throw new ArgumentException();
                }
            }
        }
        """;

    private StrangeAssembly? _strange;

    private StrangeAssembly Strange => _strange ??= StrangeAssembly.Weave(Source, optimization: optimization);

    [OneTimeTearDown]
    public void CleanUp() => _strange?.Dispose();

    [TestCase(0, "Lambda..ctor(System.String)", "base 1 aa", "base 1 ")]
    [TestCase(1, "Lambda..ctor(System.String,System.Int32)", "base(a) 1 a1a1", "base(a) 1 ")]
    [TestCase(2, "Lambda..ctor(System.Guid)", "base(00) 1 00110021", "base(00) 1 ")]
    [TestCase(3, "Lambda..ctor(System.Int32,System.String)", "base(long) 1 55base(2) 1 33", "base(long) 1 base(2) 1 ")]
    [TestCase(4, "Lambda..ctor(System.Int64)", "base(5)local5 1 ", "base(5) 1 ")]
    [TestCase(5, "Lambda..ctor(System.Int32,System.Int32,System.Int32)", "base(3) 1 1212", "base(3) 1 ")]
    [TestCase(6, "Lambda..ctor(System.Int32&,System.Int32)", "base(4) 1 665", "base(4) 1 4")]
    [TestCase(7, "Lambda..ctor(System.Collections.Generic.IEnumerable", "base 1 bcdebcde", "base 1 ")]
    [TestCase(8, "Lambda..ctor(System.Char)", "basec 1 basecbasec", "base 1 ")]
    [TestCase(13, "Crossing..ctor(System.Object)", "base(3)x base(1.5)y ", "base(3) base(1.5) ")]
    [TestCase(16, "Crossing..ctor(System.Int64)", "base(4)body ", "base(4) ")]
    [TestCase(18, "Crossing..ctor(System.Int32,System.Byte)", "base(5)9 ", "base(5) ")]
    [TestCase(19, "Crossing..ctor(System.Int32&,System.Int32&)", "base(4)10 55", "base(4) 45")]
    [TestCase(20, "Slots..ctor(System.Int32)", "base(one)einsbase(two)vielbase(many)vielbase(some)viel", "base(one)base(two)base(many)base(some)")]
    [TestCase(21, "Slots..ctor(System.String)", "base(21)22base(31)2380", "base(21)base(31)")]
    [TestCase(22, "Slots..ctor(System.Int32[])", "base(4)456702base(-1)", "base(4)base(-1)")]
    [TestCase(23, "Slots..ctor(System.Int64)", "base(2)2000000000!endbase(1000)over!", "base(2)base(1000)")]
    [TestCase(24, "Slots..ctor(System.Span", "base(1)7inout", "base(1)")]
    [TestCase(30, "Money..ctor(System.Decimal)", "3EUR1", "0")]
    [TestCase(31, "Money..ctor(System.Decimal,System.String)", "4CHF22none2", "4EUR12EUR1")]
    [TestCase(32, "Money..ctor(System.String)", "28USD2", "00")]
    [TestCase(33, "Money..ctor(System.Int32)", "0f80", "0")]
    [TestCase(35, "View..ctor(System.Span", "15/415", "5/45")]
    [TestCase(42, "Failure..ctor(System.Int32,System.Exception)", "failed 555inner1", "failed 5-21462330880inner0")]
    [TestCase(43, "Line..ctor(System.Int32)", "Line { Length = 3, Name = line }", "Line { Length = 0, Name =  }")]
    [TestCase(44, "Line..ctor(Line)", "Line { Length = 4, Name = x }Line { Length = 4, Name = line' }", "Line { Length = 0, Name = x }Line { Length = 0, Name =  }")]
    [TestCase(45, "Shape..ctor()", "square3square4", "square4")]
    [TestCase(46, "Square..ctor()", "square3square4", "square3")]
    [TestCase(47, "Primary..ctor(System.String,System.Int32)", "base(n3)nnfn3", "base(n3)nnfn3")]
    public void Body_moves(int number, string constructor, string unpatched, string patched)
    {
        var handle = Strange.Handle(constructor);
        Assert.That(handle.HasOriginal, Is.True);
        Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched));
        using (handle.PatchScoped(Constant.Nothing(handle.DelegateType)))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(patched));

        using (handle.Wrap(original => original))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched), "the original as it is");

        using (handle.PatchScoped(Constant.Nothing(handle.DelegateType)))
        using (handle.Wrap(below => below))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(patched), "the replacement, through a layer");
    }

    [TestCase(9, "Crossing..ctor(System.String,System.Char)", "base(4)44c ", "base(4) ", Description = "a closure is on the stack where the compiler optimises")]
    [TestCase(10, "Crossing..ctor(System.String)", "base(a)a! ", "base(a) ")]
    [TestCase(11, "Crossing..ctor(System.String,System.String)", "base(a)b b", "base(a) ")]
    [TestCase(12, "Crossing..ctor(System.String,System.Int32)", "base(4)44 44base(none)x0 x0", "base(4) base(none) ")]
    [TestCase(14, "Crossing..ctor(System.Object,System.Int32)", "base(3)abc base(1.5)none ", "base(3) base(1.5) ")]
    [TestCase(15, "Crossing..ctor(System.Int32)", "base(3)9 ", "base(3) ")]
    [TestCase(17, "Crossing..ctor(System.Int32,System.Int64)", "base(5)5 5", "base(5) ")]
    public void Body_stays(int number, string constructor, string unpatched, string patched)
    {
        var handle = Strange.Handle(constructor);
        Assert.That(handle.HasOriginal, Is.False);
        Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched));
        using (handle.PatchScoped(Constant.Nothing(handle.DelegateType)))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(patched));

        Assert.That(() => handle.Original, Throws.InstanceOf<PatchException>().With.Message.Contains("crosses"));
        Assert.That(() => handle.Wrap(below => below), Throws.InstanceOf<PatchException>().With.Message.Contains("crosses"));
    }

    [TestCase(40, 0)]
    [TestCase(41, 1)]
    public void Of_a_generic_type(int number, int place)
    {
        string[] unpatched = ["base(3)3(0, 4)3base(x)x(, 4)x", "base(1)2(0, 4)2base(x)y(, 4)y"];
        string[] patched = ["base(3)0(0, 0)base(x)(, 0)", "base(1)1(0, 4)base(x)x(, 4)"];
        Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched[place]));
        var all = Patchable.GenericIn(Strange.Assembly).Where(handle => handle.Name.StartsWith("Box`1..ctor", StringComparison.Ordinal)).ElementAt(place);
        using (all.Wrap((handle, _) => handle.HasOriginal ? original => original : throw new InvalidOperationException()))
            Assert.That(Strange.Call("Run", number), Is.EqualTo(unpatched[place]));

        using (all.PatchScoped((handle, _) => Constant.Nothing(handle.DelegateType)))
            Assert.That(Strange.Call("Run", 8 + number), Is.EqualTo(patched[place]));
    }
}
