using System.Collections.Concurrent;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Nothing of a library runs before all of it is known to fit: no module initialiser, no static constructor, no constructor of an attribute.</summary>
[NonParallelizable]
public class InitialiserTests : LibraryTests
{
    private const string Log = "InitialiserTests.Log";

    /// <summary>Writes to the program's data whatever of the library runs.</summary>
    private const string Runs =
        $$"""
        internal static class First
        {
            [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => Ran.Write("initialiser");
        }

        internal static class Ran
        {
            public static void Write(string what) => ((System.Collections.Concurrent.ConcurrentQueue<string>)AppDomain.CurrentDomain.GetData("{{Log}}")!).Enqueue(what);
        }

        [AttributeUsage(AttributeTargets.All)]
        internal sealed class NoticedAttribute : Attribute
        {
            public NoticedAttribute(Type type) => Ran.Write("attribute");
        }

        public sealed class Own
        {
            static Own() => Ran.Write("own");
        }

        public delegate int OwnDelegate(int a, int b);
        """;

    private const string Lifecycle =
        """
        internal sealed class Lifecycle : IPatchLifecycle
        {
            static Lifecycle() => Ran.Write("static constructor");
            public Lifecycle() => Ran.Write("constructor");
            public void OnApplying(PatchApplication application) => Ran.Write("applying " + Calculator.Add(1, 2));
            public void OnApplied(PatchApplication application) => Ran.Write("applied " + Calculator.Add(1, 2));
        }
        """;

    private const string Good =
        """
        [Patch(typeof(Calculator), "Add"), Noticed(typeof(Own))] public static int Layer(OwnDelegate next, int a, int b) => next(a, b) + 100;
        [Patch(typeof(PriceService))] public static decimal Discount(decimal total) => 1;
        [Patch(typeof(Box<>), TypeArguments = new[] { typeof(Own) })] public static Own Get(Box<Own> self) => null!;
        """;

    private const string WriteDirectly
        = $"((System.Collections.Concurrent.ConcurrentQueue<string>)AppDomain.CurrentDomain.GetData(\"{Log}\")!).Enqueue(\"brought\");";

    private static readonly ConcurrentQueue<string> Told = new();

    private static readonly TestCaseData[] Refusals =
    [
        Case("no such method", "[Patch(typeof(Calculator))] public static int Missing() => 0;", "has none of that name"),
        Case("no such type", "[Patch(\"Fixtures.Missing.Add\")] public static int Missing() => 0;", "was not found"),
        Case("result", "[Patch(typeof(Calculator))] public static long Add(int a, int b) => 0;", "(int, int) => long was found"),
        Case("parameters", "[Patch(typeof(Calculator))] public static int Add(Own a, int b) => 0;", "was expected"),
        Case("layer", "[Patch(typeof(Gated))] public static long Add(OwnDelegate next, int a, int b) => 0;", "(int, int) => long was found"),
        Case("below", "[Patch(typeof(Gated))] public static int Add(Func<int, Own, int> next, int a, int b) => 0;", "a first parameter of type"),
        Case("constructor", "[Patch(typeof(Parrot), \".ctor\")] public static void New(Action<Parrot, string> next, Parrot self, string words) => next(self, words);", "a target with an original was expected"),
        Case("own instantiation", "[Patch(typeof(Box<>), TypeArguments = new[] { typeof(Own) })] public static string Get(Box<Own> self) => \"\";", "=> string was found", isAlone: true),
        Case("own constraint", "[Patch(typeof(GenericMethods), TypeArguments = new[] { typeof(DayOfWeek) })] public static DayOfWeek OrNull(DayOfWeek value) => value;", "type arguments that make an instantiation"),
        Case("generic", "[Patch(typeof(GenericMethods))] public static string OrNull<T>(T value) where T : class => \"\";", "was expected"),
        Case("version", "[Patch(typeof(Gated), MinTargetVersion = \"1000\")] public static int Add(int a, int b) => 0;", "version 1000.0.0.0 or higher"),
        Case("version text", "[Patch(typeof(Gated), MinTargetVersion = \"x\")] public static int Add(int a, int b) => 0;", "'x' was found"),
        Case("twice", "[Patch(typeof(PriceService), \"Discount\")] public static decimal Again(decimal total) => 0;", "one replacement was expected"),
        Case("own twice", "[Patch(typeof(Box<>), \"Get\", TypeArguments = new[] { typeof(Own) })] public static Own Again(Box<Own> self) => null!;", "one replacement was expected"),
        Case("instance method", "} public class Q { [Patch(typeof(Calculator))] public int Add(int a, int b) => 0;", "an instance method was found"),
        Case("two lifecycles", "} class Other : IPatchLifecycle { static Other() => Ran.Write(\"other\");", "one class that implements IPatchLifecycle"),
        Case("class", "} [Patch(typeof(Calculator))] public class Q { public static int Add(int a, int b) => 0;", "a static class was expected"),
    ];

    [SetUp]
    public void BeginLog()
    {
        Told.Clear();
        AppDomain.CurrentDomain.SetData(Log, Told);
    }

    [TestCaseSource(nameof(Refusals))]
    public void Nothing_of_a_library_that_does_not_fit_has_run(string bad, string problem, bool isAlone)
    {
        var path = CompileLibrary((isAlone ? "" : Good) + bad);
        Refused<PatchLibraryException>(() => PatchLibrary.Load(path, Options), problem);
        Refused<PatchLibraryException>(() => PatchLibrary.LoadAsync(path, Options).GetAwaiter().GetResult(), problem);
        Refused<PatchLibraryException>(() => PatchLibrary.TryLoad(path, out _, Options), problem);
        Refused<PatchLibraryException>(() => PatchLibrary.ForceLoad(path, Options), problem);
    }

    [Test]
    public void Nothing_of_a_library_with_nothing_for_a_handle_has_run()
        => Refused<PatchLibraryException>(() => Drained.PatchFromLibrary(CompileLibrary(Good), Options), "a patch of this method was expected");

    [Test]
    public void Nothing_of_a_library_that_needs_what_is_not_there_has_run()
    {
        var dependency = Compiled.ToFolder(PathOf("dep"), "public static class Dep { public static int Answer => 55; }", "Dep", ReferenceList.OfFixture("Release"));
        var path = Compile($"{Runs} {Lifecycle} public static class P {{ {Good} public static int Use() => Dep.Answer; }}", references: [dependency]);
        Refused<PatchLibraryException>(() => PatchLibrary.Load(path, Options), "Fix needs Dep");
    }

    [Test]
    public void Nothing_of_what_a_library_brings_along_has_run()
    {
        var dependency = Compiled.ToFolder(
            PathOf("brought"),
            $"using System; public sealed class Brought; internal static class Init {{ [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() {{ {WriteDirectly} }} }}",
            "Brought",
            ReferenceList.OfFixture("Release"));
        const string Member = "[Patch(typeof(Box<>), TypeArguments = new[] { typeof(List<Brought>) })] public static List<Brought> Get(Box<List<Brought>> self) => null!;";
        var path = Compile($"public static class P {{ {Member} [Patch(typeof(Calculator))] public static int Missing() => 0; }}", references: [dependency]);
        File.Copy(dependency, Path.Combine(Path.GetDirectoryName(path)!, "Brought.dll"));
        Refused<PatchLibraryException>(() => PatchLibrary.Load(path, Options), "has none of that name");

        // And it does where all fits, so that the test would see it.
        path = Compile($"public static class P {{ {Member} }}", references: [dependency]);
        File.Copy(dependency, Path.Combine(Path.GetDirectoryName(path)!, "Brought.dll"));
        using (PatchLibrary.Load(path, Options))
            Assert.That(Told, Is.EqualTo(new[] { "brought" }));
    }

    [Test]
    public void Nothing_of_an_assembly_that_the_caller_has_loaded_has_run()
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext("Caller", isCollectible: true);
        context.Resolving += (_, name) => AppDomain.CurrentDomain.GetAssemblies().FirstOrDefault(assembly => assembly == Fixture.Assembly && assembly.GetName().Name == name.Name);
        var assembly = context.LoadFromAssemblyPath(CompileLibrary(Good + "[Patch(typeof(Calculator))] public static int Missing() => 0;"));
        Refused<PatchLibraryException>(() => PatchLibrary.Load(assembly, Options), "has none of that name");
        context.Unload();
    }

    [Test]
    public void Nothing_of_a_library_that_is_not_trusted_has_run()
        => Refused<PatchTrustException>(
            () => PatchLibrary.Load(CompileLibrary(Good), new PatchLibraryOptions { Targets = Options.Targets, Trust = PatchTrust.Sha256(new string('0', 64)) }), "is not trusted");

    [Test]
    public void Nothing_of_a_library_that_would_wait_for_its_caller_has_run()
    {
        var path = CompileLibrary(Good + "[Patch(typeof(Gated))] public static void Run(Action action) { }");
        Fixture.Call("Gated.Run", (Action)(() =>
        {
            Refused<PatchDeadlockException>(() => PatchLibrary.Load(path, Options), "no call was expected on this thread");
            Refused<PatchDeadlockException>(() => PatchLibrary.LoadAsync(path, Options).GetAwaiter().GetResult(), "no call was expected on this thread");
            Assert.That(PatchLibrary.TryLoad(path, out _, Options), Is.False);
        }));
        Assert.That(Told, Is.Empty);
    }

    [Test]
    public void Nothing_of_a_library_has_run_whose_predecessor_has_gone()
    {
        var old = PatchLibrary.Load(CompileCalculator("public static int Add(int a, int b) => 7;", "Old"), Options);
        old.Dispose();
        Refused<PatchException>(
            () => PatchLibrary.Load(CompileLibrary(Good), new PatchLibraryOptions { Targets = Options.Targets, Replaces = old }), "has been unloaded");
    }

    [Test]
    public void A_library_that_fits_runs_in_order_and_once([Values] bool hasTimeout)
    {
        var options = new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero, Timeout = hasTimeout ? TimeSpan.FromMinutes(5) : Timeout.InfiniteTimeSpan };
        using (PatchLibrary.Load(CompileLibrary(Good), options))
            Assert.That(CallAdd(1, 2), Is.EqualTo(103));

        Assert.That(Told, Is.EqualTo(new[] { "initialiser", "static constructor", "constructor", "applying 3", "applied 103" }));
    }

    [Test]
    public void An_initialiser_that_throws_is_named()
    {
        var path = Compile(
            """
            public static class P { [Patch(typeof(Calculator))] public static int Add(int a, int b) => 100; }
            internal static class First { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => throw new InvalidOperationException("broken"); }
            """);
        Refused<PatchLibraryException>(() => PatchLibrary.Load(path, Options), "its module initialiser threw InvalidOperationException: broken");
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    private string CompileLibrary(string members) => Compile($"{Runs} {Lifecycle} public static class P {{ {members} }}");

    private static void Refused<TException>(Action load, string problem)
        where TException : PatchException
    {
        Assert.That(() => load(), Throws.InstanceOf<TException>().With.Message.Contains(problem));
        Assert.That(Told, Is.Empty, "what has run");
    }

    private static TestCaseData Case(string name, string member, string problem, bool isAlone = false) => new TestCaseData(member, problem, isAlone).SetArgDisplayNames(name);
}
