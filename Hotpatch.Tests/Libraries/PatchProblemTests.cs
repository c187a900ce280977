using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>What does not fit is refused as a whole, with all that is wrong.</summary>
public class PatchProblemTests : LibraryTests
{
    private static readonly TestCaseData[] Problems =
    [
        Case("int", "[Patch(typeof(Calculator))] public static int Addd(int a, int b) => 0;",
            "P.Addd for Fixtures.Calculator.Addd: a patchable method was expected, but Fixtures.Calculator has none of that name; the nearest names are Add"),
        Case("type", "[Patch(\"Fixtures.Calculater.Add\")] public static int Add(int a, int b) => 0;",
            "a type with patchable methods was expected, but Fixtures.Calculater was not found in a loaded assembly; the nearest names are Fixtures.Calculator"),
        Case("full name", "[Patch(\"Fixtures.Calculator.Adds(System.Int32)\")] public static int Add(int a, int b) => 0;",
            "Fixtures.Calculator has none of that name; the nearest names are Add"),
        Case("overload", "[Patch(\"Fixtures.Calculator.Add(System.Int32)\")] public static int Add(int a, int b) => 0;",
            "with these parameters was expected, but only these were found: Fixtures.Calculator.Add(System.Int32,System.Int32)"),
        Case("unmarked", "[Patch(typeof(PriceService))] public static int Unmarked(int value) => 0;", "Unmarked: a patchable method was expected, but this method is not patchable. Mark it"),
        Case("inherited", "[Patch(typeof(Names))] public static string Get(Names self) => \"\";", "the method is declared by the base type Fixtures.Box`1<System.String>"),
        Case("not woven", "[Patch(typeof(string))] public static bool IsNullOrEmpty(string value) => true;", "a type of a woven assembly was expected, but System.Private.CoreLib is not among the Targets of the options"),
        Case("type without patchable methods", "[Patch(\"Fixtures.OperatorUse.Add\")] public static int Add(int a, int b) => 0;", "Fixtures.OperatorUse was found in AssemblyToProcess, and none of its methods is patchable; mark the type"),
        Case("result", "[Patch(typeof(Calculator))] public static long Add(int a, int b) => 0;", "P.Add for Fixtures.Calculator.Add: a method with the signature (int, int) => int was expected, but (int, int) => long was found"),
        Case("parameters", "[Patch(typeof(Calculator))] public static int Add(int a) => 0;", "a method with the signature (int, int) => int was expected, but (int) => int was found"),
        Case("by reference", "[Patch(typeof(ByReference))] public static bool Out(string text, ref int value) => false;", "a method with the signature (string, out int) => bool was expected, but (string, ref int) => bool was found", fits: true),
        Case("instance", "[Patch(typeof(PriceService))] public static decimal Quote(int quantity) => 0;", "a method with the signature (PriceService, int) => decimal was expected, but (int) => decimal was found"),
        Case("struct by value", "[Patch(typeof(Counter))] public static int Increment(Counter self, int by) => 0;", "a method with the signature (ref Counter, int) => int was expected, but (Counter, int) => int was found"),
        Case("layer", "[Patch(typeof(Calculator))] public static long Add(Func<int, int, int> next, int a, int b) => 0;", "a method with the signature (int, int) => int was expected, but (int, int) => long was found"),
        Case("below", "[Patch(typeof(Calculator))] public static int Add(Func<int, long, int> next, int a, int b) => 0;", "a first parameter of type Func<int, int, int> was expected, but Func<int, long, int> was found"),
        Case("no overload fits", "[Patch(typeof(Overloads))] public static string Of(Overloads self, long value) => \"\";", "it fits none of these: a method with the signature (Overloads, int) => string was expected"),
        Case("ambiguous", "[Patch(\"Fixtures.Overloads.Of\")] public static string Of(Overloads self, object value) => \"\";", "one target was expected, but these fit: Fixtures.Overloads.Of(System.String); Fixtures.Overloads.Of(System.Collections.Generic.List`1<System.Int32>)"),
        Case("generic for a plain one", "[Patch(typeof(Calculator))] public static int Add<T>(int a, int b) => 0;", "a method without type parameters was expected, since Fixtures.Calculator.Add(System.Int32,System.Int32) has none, but a generic method was found"),
        Case("layer over a constructor", "[Patch(typeof(Parrot), \".ctor\")] public static void New(Action<Parrot, string> next, Parrot self, string words) => next(self, words);", "has none: a local variable or a closure crosses"),
        Case("version text", "[Patch(typeof(Calculator), MinTargetVersion = \"one\")] public static int Add(int a, int b) => 0;", "P.Add: a version such as 1.2 was expected as MinTargetVersion, but 'one' was found"),
        Case("version order", "[Patch(typeof(Calculator), MinTargetVersion = \"2\", MaxTargetVersion = \"1.5\")] public static int Add(int a, int b) => 0;", "but 2.0.0.0 and 1.5.0.0 were found"),
        Case("too old", "[Patch(typeof(Calculator), MinTargetVersion = \"1000\")] public static int Add(int a, int b) => 0;", "version 1000.0.0.0 or higher of the target's assembly was expected, but AssemblyToProcess "),
        Case("too new", "[Patch(typeof(Calculator), MaxTargetVersion = \"0.0.1\")] public static int Add(int a, int b) => 0;", "version 0.0.1.0 or lower of the target's assembly was expected, but AssemblyToProcess "),
        Case("twice", "[Patch(typeof(Calculator))] public static int Add(int a, int b) => 0; [Patch(typeof(Calculator), \"Add\")] public static int Sum(int a, int b) => 0;",
            "Fixtures.Calculator.Add(System.Int32,System.Int32): one replacement was expected, but these were found: P.Add and P.Sum"),
        Case("type arguments of a plain method", "[Patch(typeof(Calculator), TypeArguments = new[] { typeof(int) })] public static int Add(int a, int b) => 0;", "is not generic, but one with TypeArguments was found"),
        Case("none", "public static int Add(int a, int b) => 0;", "methods with [Patch] or [PatchCalls] were expected, but none was found"),
        Source("instance method", "public class P { [Patch(typeof(Calculator))] public int Add(int a, int b) => 0; }", "P.Add: a static method was expected, but an instance method was found"),
        Source("abstract", "public interface P { [Patch(typeof(Calculator))] static abstract int Add(int a, int b); }", "P.Add: a method with a body was expected"),
        Source("generic class", "public static class P<T> { [Patch(typeof(Calculator))] public static int Add(int a, int b) => 0; }", "P`1.Add: a class that is not generic was expected"),
        Source("class with instances", "[Patch(typeof(Calculator))] public class P { public static int Add(int a, int b) => 0; }", "P: a static class was expected, but one with instances was found"),
        Source("class with a method's name", "[Patch(typeof(Calculator), \"Add\")] public static class P { public static int Add(int a, int b) => 0; }", "P: [Patch] without a method's name was expected on a class"),
        Source("empty class", "[Patch(typeof(Calculator))] public static class P { static int Add(int a, int b) => 0; }", "P: public static methods were expected"),
        Case("unmanaged callers", "[Patch(typeof(Calculator)), System.Runtime.InteropServices.UnmanagedCallersOnly] public static int Add(int a, int b) => 0;", "P.Add: a method that managed code can call was expected"),
        Source("two lifecycles", "public static class P { [Patch(typeof(Calculator))] public static int Add(int a, int b) => 0; } class A : IPatchLifecycle; class B : IPatchLifecycle;", "one class that implements IPatchLifecycle was expected, but these were found: A and B"),
        Source("lifecycle's constructor", "public static class P { [Patch(typeof(Calculator))] public static int Add(int a, int b) => 0; } class A(int x) : IPatchLifecycle { int X => x; }", "A: an IPatchLifecycle was expected to be a class that is not generic, with a constructor without parameters"),
    ];

    [TestCaseSource(nameof(Problems))]
    public void Problem(string source, string expected, bool fits)
    {
        var path = Compile(source);
        if (fits)
        {
            // What the runtime takes for the same.
            PatchLibrary.Load(path, Options).Dispose();
            return;
        }

        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Options))!;
        Assert.That(exception.Problems, Has.Count.EqualTo(1));
        Assert.That(exception.Problems[0], Does.Contain(expected));
        Assert.That(exception.Message, Does.Contain(exception.Problems[0]).And.Contain("Nothing has changed").And.Contain("Fix.dll"));
    }

    [Test]
    public void All_problems_at_once()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator))]
            public static class P
            {
                public static int Add(int a, int b) => 100;
                public static int Missing() => 0;
                [Patch(typeof(PriceService))] public static long Discount(decimal total) => 0;
                [Patch(typeof(PriceService), MinTargetVersion = "x")] public static decimal Quote(PriceService self, int quantity) => 0;
            }
            """);
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Options))!;
        Assert.That(exception.Problems, Has.Count.EqualTo(3));
        Assert.That(exception.Message, Does.Contain("3 problems were found"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void What_is_not_required_is_left_out()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator), Required = false)]
            public static class P
            {
                public static int Add(int a, int b) => 100;
                public static int Missing() => 0;
                [Patch(typeof(PriceService), Required = false)] public static long Discount(decimal total) => 0;
                [Patch(typeof(PriceService), Required = false, MinTargetVersion = "1000")] public static decimal Quote(PriceService self, int quantity) => 0;
            }
            """);
        using var library = PatchLibrary.Load(path, Options);
        Assert.That(library.Applied.Select(patch => patch.Method), Is.EqualTo(new[] { "P.Add" }));
        Assert.That(library.Skipped.Select(patch => patch.Method), Is.EqualTo(new[] { "P.Missing", "P.Discount", "P.Quote" }));
        Assert.That(library.Skipped[0].Reason, Does.Contain("has none of that name"));
        Assert.That(library.Skipped[2].ToString(), Does.Contain("version 1000.0.0.0 or higher"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
    }

    [Test]
    public void Type_that_is_no_longer_there()
    {
        // Built against a program that had more than the one that runs.
        using var older = new TempFolder();
        var reference = Compiled.ToFolder(
            older.FullName, "namespace Fixtures { public class Calculator { } public class Gone { } }", FixtureAssembly.Name, ReferenceList.OfFixture("Release"));
        const string Source =
            """
            using Hotpatch; using Fixtures;
            public static class P
            {
                [Patch("Fixtures.Calculator.Add")] public static int Add(int a, int b) => 100;
                [Patch(typeof(Gone), Required = REQUIRED)] public static int Method() => 0;
            }
            """;
        var references = ReferenceList.OfFixture("Release").With(reference);
        var required = Compiled.ToFolder(older.PathOf("a"), Source.Replace("REQUIRED", "true", StringComparison.Ordinal), "Fix", references);
        var optional = Compiled.ToFolder(older.PathOf("b"), Source.Replace("REQUIRED", "false", StringComparison.Ordinal), "Fix", references);
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(required, Options))!;
        Assert.That(exception.Problems.Single(), Does.StartWith("P.Method: a [Patch] whose types can be loaded was expected").And.Contain("Fixtures.Gone"));
        using var library = PatchLibrary.Load(optional, Options);
        Assert.That(library.Skipped.Single().Reason, Does.Contain("Fixtures.Gone"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
    }

    [Test]
    public void Same_program_twice_is_told_apart_by_targets()
    {
        _ = LoadedAssembly.WovenFixture("Debug");
        var path = Compile("public static class P { [Patch(\"Fixtures.Calculator.Add\")] public static int Add(int a, int b) => 100; }", knowsFixture: false);
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path))!;
        Assert.That(exception.Problems.Single(), Does.Contain("one target was expected, but these fit").And.Contain("say in the options' Targets which of them is meant"));
        PatchLibrary.Load(path, Options).Dispose();
    }

    [Test]
    public void Targets_that_are_not_woven()
    {
        var path = CompileCalculator("public static int Add(int a, int b) => 100;");
        var exception = Assert.Throws<PatchLibraryException>(
            () => PatchLibrary.Load(path, new PatchLibraryOptions { Targets = [Fixture.Assembly, typeof(string).Assembly] }))!;
        Assert.That(exception.Problems, Is.EqualTo(new[] { "System.Private.CoreLib: a woven assembly was expected, but this one was not woven" }));
    }

    [Test]
    public void Arguments()
    {
        Assert.Multiple(() =>
        {
            Assert.That(() => PatchLibrary.Load((string)null!), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => PatchLibrary.Load((Stream)null!), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => PatchLibrary.Load((System.Reflection.Assembly)null!), Throws.InstanceOf<ArgumentException>());
            Assert.That(() => new PatchLibraryOptions { Timeout = TimeSpan.FromSeconds(-5) }, Throws.InstanceOf<ArgumentException>());
            Assert.That(() => new PatchLibraryOptions { UnloadWait = TimeSpan.FromSeconds(-5) }, Throws.InstanceOf<ArgumentException>());
            Assert.That(() => PatchLibrary.Load(PathOf("none.dll")), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("none.dll"));
            Assert.That(() => PatchLibrary.Load(new MemoryStream([1, 2, 3])), Throws.InstanceOf<PatchLibraryException>());
            Assert.That(() => PatchLibrary.Load(FixtureAssembly.PathOf("Release"), Options), Throws.InstanceOf<PatchLibraryException>());
        });
    }

    private static TestCaseData Case(string name, string members, string expected, bool fits = false)
        => Source(name, $"public static class P {{ {members} }}", expected, fits);

    private static TestCaseData Source(string name, string source, string expected, bool fits = false)
        => new TestCaseData(source, expected, fits).SetName($"Problem: {name}");
}
