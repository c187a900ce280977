using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Every way to name a target, and what a patch may be.</summary>
public class PatchFormTests : LibraryTests
{
    private static readonly string[] FormsOfAdd =
    [
        "namespace Fixtures { public static class Calculator { [Patch] public static int Add(int a, int b) => 100; } }",
        "namespace Fixtures { [Patch] public static class Calculator { public static int Add(int a, int b) => 100; private static int Not(int a) => a; } }",
        "public static class Any { [Patch(typeof(Calculator), nameof(Calculator.Add))] public static int Sum(int a, int b) => 100; }",
        "public static class Any { [Patch(typeof(Calculator))] public static int Add(int a, int b) => 100; }",
        "[Patch(typeof(Calculator))] public static class Any { public static int Add(int a, int b) => 100; }",
        "[Patch(typeof(Calculator))] public static class Any { [Patch(typeof(Calculator), \"Add\")] public static int Sum(int a, int b) => 100; }",
        "public static class Any { [Patch(\"Fixtures.Calculator.Add(System.Int32,System.Int32)\")] public static int Sum(int a, int b) => 100; }",
        "public static class Any { [Patch(\"Fixtures.Calculator.Add(System.Int32, System.Int32)\")] public static int Sum(int a, int b) => 100; }",
        "public static class Any { [Patch(\"Fixtures.Calculator.Add\")] public static int Sum(int a, int b) => 100; }",
        "[Patch(\"Fixtures.Calculator\")] public static class Any { public static int Add(int a, int b) => 100; }",
        "internal class Any { private int _x = 1; public int X => _x; [Patch(\"Fixtures.Calculator.Add\")] private static int Sum(int a, int b) => 100; }",
        "public static class Any { [Patch(typeof(Calculator))] public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + 97; }",
        "public delegate int Below(int x, int y); public static class Any { [Patch(typeof(Calculator))] public static int Add(Below next, int a, int b) => next(a, b) + 97; }",
    ];

    [TestCaseSource(nameof(FormsOfAdd))]
    public void Form(string source)
    {
        var path = Compile(source);
        using (var library = PatchLibrary.Load(path, Options))
        {
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));
            Assert.That(library.IsApplied, Is.True);
            var applied = library.Applied.Single();
            Assert.That(applied.Handle, Is.SameAs(Add));
            Assert.That(applied.Target, Is.EqualTo(Add.Name));
            Assert.That(applied.IsLayer, Is.EqualTo(source.Contains("next", StringComparison.Ordinal)));
            Assert.That(Add.Layers, Has.Count.EqualTo(applied.IsLayer ? 1 : 0));
        }

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void Kinds_of_targets()
    {
        var path = Compile(
            """
            public static class Patches
            {
                [Patch(typeof(PriceService))] public static decimal Quote(PriceService self, int quantity) => self.UnitPrice + quantity + 100;
                [Patch("Fixtures.PriceService.Describe")] private static string Describe(object self, string prefix) => prefix + "private";
                [Patch(typeof(Counter))] public static int Increment(ref Counter self, int by) => self.Count += 10 * by;
                [Patch(typeof(Counter), "Value")] public static int Get(ref Counter self) => self.Count + 1000;
                [Patch(typeof(Counter), "set_Value")] public static void Set(ref Counter self, int value) => self.Count = -value;
                [Patch(typeof(Money), "Count")] public static int Count() => 70;
                [Patch(typeof(Money), "op_Addition")] public static Money Plus(Money left, Money right) => left;
                [Patch(typeof(Dog), ".ctor")] public static void New(Dog self) => LastDog = self;
                [Patch(typeof(ByReference))] public static bool Out(string text, out int value) { value = 77; return true; }
                [Patch(typeof(ByReference))] public static int In(in int value) => value + 50;
                [Patch(typeof(ByReference))] public static int Sum(ReadOnlySpan<int> values) => values.Length;
                [Patch(typeof(ByReference))] public static unsafe int Pointer(int* value) => *value = 5;
                [Patch(typeof(Overloads))] public static string Of(Overloads self, int[] value) => "patched array";
                [Patch("Fixtures.Overloads.Of(System.String)")] public static string OfString(Overloads self, string value) => "patched string";
                [Patch("Fixtures.Tile.Fixtures.IHasArea.Area")] public static double Explicit(ref Tile self) => 12;
                [Patch(typeof(Asynchronous))] public static async Task<string> Nested(Asynchronous self, string text) { await Task.Yield(); return text + "patched"; }
                [Patch(typeof(Imports))] public static int ProcessId() => -5;
                public static Dog? LastDog;
            }
            """);
        using var library = PatchLibrary.Load(path, Options);
        var service = Fixture.New("PriceService");
        var counter = Fixture.New("Counter", 1);
        var overloads = Fixture.New("Overloads");
        Assert.Multiple(() =>
        {
            Assert.That(library.Applied, Has.Count.EqualTo(17));
            Assert.That(LoadedAssembly.CallOn(service, "Quote", 2), Is.EqualTo(105m));
            Assert.That(LoadedAssembly.CallOn(service, "CallDescribe", "p"), Is.EqualTo("pprivate"));
            Assert.That(Fixture.Call("Counter.IncrementTwice", 1), Is.EqualTo(21));
            Assert.That(LoadedAssembly.CallOn(counter, "get_Value"), Is.EqualTo(1001));
            Assert.That(Fixture.Call("Money.get_Count"), Is.EqualTo(70));
            Assert.That(Fixture.New("Dog").GetType().GetField("Legs")!.GetValue(Fixture.New("Dog")), Is.EqualTo(4));
            Assert.That(Fixture.Call("ByReference.CallSum", new[] { 5, 6 }), Is.EqualTo(2));
            Assert.That(Fixture.Call("ByReference.CallPointer", 1), Is.EqualTo(10));
            Assert.That(LoadedAssembly.CallOn(overloads, "Of", (object)new[] { 1 }), Is.EqualTo("patched array"));
            Assert.That(LoadedAssembly.CallOn(overloads, "Of", "x"), Is.EqualTo("patched string"));
            Assert.That(LoadedAssembly.CallOn(overloads, "Of", 1), Is.EqualTo("int"));
            Assert.That(((Task<string>)LoadedAssembly.CallOn(Fixture.New("Asynchronous"), "Nested", "t")!).Result, Is.EqualTo("tpatched"));
            Assert.That(Fixture.Call("Imports.ProcessId"), Is.EqualTo(-5));
        });
    }

    [Test]
    public void Library_that_does_not_know_the_program()
    {
        var path = Compile(
            """
            public static class Patches
            {
                [Patch("Fixtures.PriceService.Quote(System.Int32)")] public static decimal Quote(object self, int quantity) => quantity;
                [Patch("Fixtures.Calculator.Add")] public static int Add(Func<int, int, int> next, int a, int b) => -next(a, b);
            }
            """,
            knowsFixture: false);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(LoadedAssembly.CallOn(Fixture.New("PriceService"), "Quote", 5), Is.EqualTo(5m));
        Assert.That(CallAdd(1, 2), Is.EqualTo(-3));
    }

    [Test]
    public void What_class_and_method_say()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator), Owner = "class", Priority = 3)]
            public static class First { public static int Add(int a, int b) => 1; }

            [Patch(typeof(PriceService), Owner = "class", Priority = 3)]
            public static class Second
            {
                [Patch(Owner = "method", Priority = 0)] public static decimal Discount(decimal total) => 0;
                [Patch] public static decimal Quote(PriceService self, int quantity) => 0;
            }

            public static class Third { [Patch(typeof(Imports))] public static int ProcessId() => 0; }
            """);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(
            library.Applied.Select(patch => (patch.Method, patch.Owner, patch.Priority)),
            Is.EqualTo(new[]
            {
                ("First.Add", "class", 3), ("Second.Discount", "method", 0), ("Second.Quote", "class", 3), ("Third.ProcessId", "Fix", 0),
            }));
        Assert.That(library.Name, Is.EqualTo("Fix"));
        Assert.That(library.Path, Is.EqualTo(path));
        Assert.That(library.Version, Is.EqualTo(new Version(0, 0, 0, 0)));
        Assert.That(library.ToString(), Is.EqualTo("Fix"));
        Assert.That(library.Applied[0].ToString(), Is.EqualTo("Fixtures.Calculator.Add(System.Int32,System.Int32): First.Add"));
    }

    [Test]
    public void Priority_decides_what_lies_on_top()
    {
        using var high = PatchLibrary.Load(Layer("High", 5), Options);
        using var low = PatchLibrary.Load(Layer("Low", 0), Options);
        using var newer = PatchLibrary.Load(Layer("Newer", 0), Options);
        Assert.That(Add.Layers.Select(layer => layer.Owner), Is.EqualTo(new[] { "High", "Newer", "Low" }));

        string Layer(string name, int priority)
            => Compile($"public static class P {{ [Patch(typeof(Calculator), Priority = {priority})] public static int Add(Func<int, int, int> next, int a, int b) => next(a, b); }}", name);
    }

    [Test]
    public void Replacement_and_layers_of_one_target()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + 1;
                [Patch(typeof(Calculator), "Add")] public static int Twice(Func<int, int, int> next, int a, int b) => next(a, b) * 2;
                [Patch(typeof(Calculator), "Add")] public static int Instead(int a, int b) => 100;
            }
            """);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(CallAdd(1, 2), Is.EqualTo(202), "what is declared later lies farther out");
    }

    [Test]
    public void From_a_stream_and_of_a_loaded_assembly()
    {
        var path = CompileCalculator("public static int Add(int a, int b) => 100;");
        using (var stream = File.OpenRead(path))
        using (var library = PatchLibrary.Load(stream, Options))
        {
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));
            Assert.That((library.Name, library.Path), Is.EqualTo(("Fix", (string?)null)));
        }

        var assembly = Fixture.LoadBeside(path);
        using (var library = PatchLibrary.Load(assembly, Options))
        {
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));
            var result = library.Unload();
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
            Assert.That(result.IsGone, Is.False);
            Assert.That(result.MayHold, Is.EqualTo(new[] { "Fix was loaded by the caller of Load(Assembly), and stays loaded" }));
        }

        Assert.That(
            () => PatchLibrary.Load(assembly, new PatchLibraryOptions { Targets = Options.Targets, Trust = PatchTrust.Sha256(new string('0', 64)) }),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Fix"));
    }

    [Test]
    public void File_is_not_locked()
    {
        var path = CompileCalculator("public static int Add(int a, int b) => 100;");
        using var library = PatchLibrary.Load(path, Options);
        File.Delete(path);
        File.WriteAllText(path, "something else");
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
    }
}
