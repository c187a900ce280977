using Hotpatch.Tests.Support;
using Microsoft.CodeAnalysis;
using Mono.Cecil;
using Mono.Cecil.Cil;

namespace Hotpatch.Tests.Perverse;

/// <summary>Bodies and signatures far larger than people write: long branches, wide variable numbers, deep handlers.</summary>
[TestFixture(OptimizationLevel.Debug)]
[TestFixture(OptimizationLevel.Release)]
[Category("Slow")]
public class BigBodyTests(OptimizationLevel optimization)
{
    [Test]
    public void Hundreds_of_locals_in_a_method_and_a_constructor()
    {
        var locals = Repeat(400, i => $"int l{i} = a + {i}; Use(ref l{i}); ");

        var sum = string.Join(" + ", Enumerable.Range(0, 400).Select(i => $"l{i}"));
        using var strange = Weave(
            $$"""
            public class C
            {
                public int Value;
                static void Use(ref int a) => a++;
                [Hotpatch.Patchable] public static int M(int a) { {{locals}} return {{sum}}; }
                [Hotpatch.Patchable] public C(int a) { {{locals}} Value = {{sum}}; }
                public static int New(int a) => new C(a).Value;
            }
            """);

        const int Unpatched = (400 * 11) + (399 * 200);
        AssertPatches(strange, "C.M(", Unpatched, () => strange.Call("M", 10));
        Assert.That(strange.Call("New", 10), Is.EqualTo(Unpatched));
        using (strange.Handle("C..ctor(").PatchScoped((object _, int _) => { }))
            Assert.That(strange.Call("New", 10), Is.Zero);

        Assert.That(strange.Call("New", 10), Is.EqualTo(Unpatched));
    }

    [Test]
    public void Hundreds_of_exception_handlers_one_after_another_and_nested()
    {
        var sequential = Repeat(
            300,
            i => $"try {{ if (a == {i}) throw new System.ArgumentException(); n++; }} "
                + "catch (System.Exception e) when (e is System.ArgumentException) { n += 1000; } finally { n++; }");

        var nested = "if (a >= 0) throw new System.InvalidOperationException();";
        for (var i = 0; i < 100; i++)
            nested = $"try {{ n++; {nested} }} catch (System.ArgumentException) {{ n += 2000; }} catch when (a == {i}) {{ n += 1000; }} finally {{ n += 2; }}\n";

        using var strange = Weave(
            $$"""
            public class C
            {
                public int Value;
                [Hotpatch.Patchable] public static int Sequential(int a) { var n = 0; {{sequential}} return n; }
                [Hotpatch.Patchable] public static int Nested(int a) { var n = 0; {{nested}} return n; }
                [Hotpatch.Patchable] public C(int a) { var n = 0; {{sequential}} Value = n; }
                public static int New(int a) => new C(a).Value;
            }
            """);

        AssertPatches(strange, "C.Sequential(", 1599, () => strange.Call("Sequential", 7));
        AssertPatches(strange, "C.Nested(", 1300, () => strange.Call("Nested", 50));
        Assert.That(() => strange.Call("Nested", 500), Throws.InvalidOperationException);
        Assert.That(strange.Call("New", 7), Is.EqualTo(1599));
        using (strange.Handle("C..ctor(").PatchScoped((object _, int _) => { }))
            Assert.That(strange.Call("New", 7), Is.Zero);
    }

    [Test]
    public void Fault_handlers_which_no_source_can_have()
    {
        using var strange = Weave(
            """
            public class C
            {
                public static int Faults;
                [Hotpatch.Patchable] public static int M(int a) { try { return 10 / a; } finally { Faults++; } }
                public static int Count(int a) { Faults = 0; try { M(a); } catch (System.DivideByZeroException) { } return Faults; }
            }
            """,
            module => module.GetType("C").Methods.Single(method => method.Name == "M").Body.ExceptionHandlers.Single().HandlerType = ExceptionHandlerType.Fault);

        AssertPatches(strange, "C.M(", 5, () => strange.Call("M", 2));
        Assert.That(strange.Call("Count", 0), Is.EqualTo(1), "the exception");
        Assert.That(strange.Call("Count", 1), Is.EqualTo(0), "no exception, no fault");
    }

    [Test]
    public void Bodies_of_more_than_100_kilobytes()
    {
        // The branches span the whole body, in both directions.
        var steps = Repeat(700, i => $"if (a == {i}) goto end; {Repeat(10, j => $"n += {i}{j} * a ^ 0x12345678;")}");
        var body = $"var n = 0; var rounds = 0; again: if (a == -2) goto end; {steps} if (++rounds < 2) goto again; end: ";
        using var strange = Weave(
            $$"""
            public class C
            {
                public int Value;
                [Hotpatch.Patchable] public static int M(int a) { {{body}} return rounds; }
                [Hotpatch.Patchable] public C(int a) : this(a > 0 ? a : -a, a > 5 && a < 100 ? "x" : a.ToString()) { {{body}} Value += rounds; }
                public C(int a, string text) { Value = text == "x" ? 100 : 200; }
                public static int New(int a) => new C(a).Value;
            }
            """);
        AssertPatches(strange, "C.M(", 2, () => strange.Call("M", 2000));
        Assert.That(strange.Call("M", 699), Is.EqualTo(0));
        Assert.That(strange.Call("New", 699), Is.EqualTo(200));
        Assert.That(strange.Call("New", 20000), Is.EqualTo(202));
        using (strange.Handle("C..ctor(System.Int32)").PatchScoped((object _, int _) => { }))
            Assert.That(strange.Call("New", 20000), Is.EqualTo(200));

        Assert.That(BodySize(strange, "M_Original"), Is.GreaterThan(100_000));
    }

    [Test]
    public void Switches_with_thousands_of_cases()
    {
        var cases = Repeat(2000, i => $"case {i}: n = {i} * 3; break;");
        using var strange = Weave(
            $$"""
            public class C
            {
                public int Value;
                [Hotpatch.Patchable] public static int M(int a) { int n; switch (a) { {{cases}} default: n = -1; break; } return n; }
                [Hotpatch.Patchable] public C(int a) { int n; switch (a) { {{cases}} default: n = -1; break; } Value = n; }
                public static int New(int a) => new C(a).Value;
            }
            """);
        AssertPatches(strange, "C.M(", 5997, () => strange.Call("M", 1999));
        Assert.That(strange.Call("M", 2000), Is.EqualTo(-1));
        Assert.That(strange.Call("New", 1998), Is.EqualTo(5994));
    }

    [TestCase(17)]
    [TestCase(255)]
    [TestCase(256)]
    [TestCase(400)]
    public void Parameters(int count)
    {
        // Above 255 the short instructions no longer reach.
        var parameters = string.Join(", ", Enumerable.Range(0, count).Select(i => i % 3 == 0 ? $"int p{i}" : i % 3 == 1 ? $"string p{i}" : $"ref long p{i}"));
        var arguments = string.Join(", ", Enumerable.Range(0, count).Select(i => i % 3 == 0 ? $"{i}" : i % 3 == 1 ? $"\"{i}\"" : "ref l"));
        var last = $"p{count - 1}";
        var middle = $"p{count / 6 * 3}";
        using var strange = Weave(
            $$"""
            public class C
            {
                public string Value = "";
                [Hotpatch.Patchable] public static string M({{parameters}}) { p2++; return "" + {{last}} + {{middle}} + p1; }
                [Hotpatch.Patchable] public string I({{parameters}}) { p2++; return Value + {{last}} + {{middle}} + p1; }
                [Hotpatch.Patchable] public C({{parameters}}) { p2++; Value = "" + {{last}} + {{middle}} + p1; }
                public static string All() { long l = 5; var c = new C({{arguments}}); return M({{arguments}}) + c.Value + c.I({{arguments}}) + l; }
                public delegate string D({{parameters}});
                public delegate string E(C self, {{parameters}});
                public static string R({{parameters}}) => "r" + {{last}} + {{middle}};
                public static string S(C self, {{parameters}}) => "s" + {{last}} + {{middle}};
                public static System.Delegate ForStatic() => (D)R;
                public static System.Delegate ForInstance() => (E)S;
            }
            """);
        var before = (string)strange.Call("All")!;
        var end = count % 3 == 1 || count % 3 == 2 ? $"{count - 1}" : "l";
        strange.Handle("C.M(").Patch((Delegate)strange.Call("ForStatic")!);
        strange.Handle("C.I(").Patch((Delegate)strange.Call("ForInstance")!);
        var after = (string)strange.Call("All")!;
        strange.Handle("C.M(").Restore();
        strange.Handle("C.I(").Restore();
        Assert.Multiple(() =>
        {
            Assert.That(before, Does.EndWith("8"), "ref parameters were counted up by all three");
            Assert.That(after, Does.StartWith("r").And.EndsWith("6"), "only the constructor counts");
            Assert.That(after, Does.Contain($"s{(end == "l" ? "6" : end)}{count / 6 * 3}"));
            Assert.That(strange.Call("All"), Is.EqualTo(before));
        });
    }

    private StrangeAssembly Weave(string source, Action<ModuleDefinition>? change = null)
        => StrangeAssembly.Weave(source, change, optimization: optimization);

    private static string Repeat(int count, Func<int, string> text) => string.Join('\n', Enumerable.Range(0, count).Select(text));

    private static int BodySize(StrangeAssembly strange, string method)
        => strange.Type("C").GetMethod(method, System.Reflection.BindingFlags.NonPublic | System.Reflection.BindingFlags.Static)!.GetMethodBody()!
            .GetILAsByteArray()!.Length;

    private static void AssertPatches(StrangeAssembly strange, string method, int unpatched, Func<object?> call)
    {
        var handle = strange.Handle(method);
        var before = call();
        object? patched, counted;
        var counting = new CountingReplacement(handle);
        using (handle.PatchScoped(Constant.Returning(handle.DelegateType, 4711)))
        {
            patched = call();
            using (handle.PatchScoped(counting.Delegate))
                counted = call();
        }

        Assert.That(new[] { before, patched, counted, call() }, Is.EqualTo(new object[] { unpatched, 4711, unpatched, unpatched }));
        Assert.That(counting.Count, Is.EqualTo(1));
    }
}
