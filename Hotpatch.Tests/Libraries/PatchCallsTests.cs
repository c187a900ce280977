using Hotpatch.Libraries.Loading;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Libraries that patch calls, of one assembly and of all.</summary>
public class PatchCallsTests : CallLibraryTests
{
    [TestCase("[PatchCalls(typeof(Path), \"GetTempPath\", In = CALLER)] public static string M() => \"patched\";", "Temp")]
    [TestCase("[PatchCalls(typeof(Path), In = CALLER)] public static string GetTempPath() => \"patched\";", "Temp")]
    [TestCase("[PatchCalls(\"System.IO.Path.GetTempPath()\", In = CALLER)] static string M() => \"patched\";", "Temp")]
    [TestCase("[PatchCalls(\"System.IO.Path.GetTempPath\", In = CALLER)] static string M(Func<string> next) => next().Length > 0 ? \"patched\" : \"\";", "Temp")]
    [TestCase("[PatchCalls(typeof(Version), \"Major\", In = CALLER)] public static int M(Version self) => 77;", "Major")]
    [TestCase("[PatchCalls(typeof(Version), \"get_Major\", In = CALLER)] public static int M(Func<Version, int> next, Version self) => next(self) + 76;", "Major")]
    [TestCase("[PatchCalls(\"System.Version.Major\", In = CALLER)] public static int M(object self) => 77;", "Major")]
    [TestCase("[PatchCalls(typeof(Version), \".ctor\", In = CALLER)] public static Version M(int a, int b) => new(b, a);", "Make")]
    [TestCase("[PatchCalls(typeof(Version), \"Constructor\", In = CALLER)] public static Version M(Func<int, int, Version> next, int a, int b) => next(b, a);", "Make")]
    [TestCase("[PatchCalls(\"System.Version.Constructor(System.Int32,System.Int32)\", In = CALLER)] public static Version M(int a, int b) => new(b, a);", "Make")]
    [TestCase("[PatchCalls(\"System.Version..ctor\", In = CALLER)] public static Version M(int a, int b) => new(b, a);", "Make")]
    [TestCase("[PatchCalls(typeof(TimeSpan), \"Days\", In = CALLER)] public static int M(ref TimeSpan self) => self.Hours;", "Days")]
    [TestCase("[PatchCalls(typeof(Version), \"TryParse\", In = CALLER)] public static bool M(string? text, out Version? version) { version = new(7, 7); return true; }", "Parse")]
    [TestCase("[PatchCalls(typeof(Queue<string>), \"Enqueue\", In = CALLER)] public static void M(Queue<string> self, string item) { }", "Enqueue")]
    [TestCase("[PatchCalls(typeof(Queue<>), \"Enqueue\", In = CALLER, TypeArguments = new[] { typeof(string) })] public static void M(Queue<string> self, string item) { }", "Enqueue")]
    [TestCase("[PatchCalls(typeof(Array), \"Empty\", In = CALLER, TypeArguments = new[] { typeof(int) })] public static int[] M() => new[] { 7 };", "Empty")]
    public void Form(string member, string called)
    {
        var before = Call(One, called);
        foreach (var caller in new[] { "null", "\"CallerOne\"" })
        {
            var path = CompileCalls(member.Replace("CALLER", caller, StringComparison.Ordinal));
            using (var library = PatchLibrary.Load(path, Unloading))
            {
                var all = caller == "null";
                Assert.That(library.Applied.Single().Target, Does.StartWith(all ? "*!System." : "CallerOne!System."));
                Assert.That(library.Applied.Single().Handle!.IsOfCalls, Is.True);
                Assert.That(Call(One, called), Is.Not.EqualTo(before));
                Assert.That(Call(Two, called), all ? Is.Not.EqualTo(before) : Is.EqualTo(before));
            }

            Assert.That(new[] { Call(One, called), Call(Two, called) }, Is.EqualTo(new[] { before, before }));
        }
    }

    [TestCase("[PatchCalls(typeof(Queue<>), \"Enqueue\", In = \"CallerOne\")] public static void M<T>(Queue<T> self, T item) { }", "Enqueue")]
    [TestCase("[PatchCalls(\"System.Array.Empty\", In = \"CallerOne\")] public static T[] M<T>() => new T[7];", "Empty")]
    [TestCase("[PatchCalls(typeof(Queue<>), \".ctor\", In = \"CallerOne\")] public static Queue<T> M<T>() => new(new T[3]);", "Enqueue")]
    [TestCase("[PatchCalls(typeof(Queue<>), \".ctor\", In = \"CallerOne\")] public static Queue<T> M<T>(Func<Queue<T>> next) { var made = next(); made.Enqueue(default!); return made; }", "Enqueue")]
    public void All_instantiations_in_one_assembly(string member, string called)
    {
        var before = Call(One, called);
        using (var library = PatchLibrary.Load(CompileCalls(member), Unloading))
        {
            Assert.That(library.Applied.Single().GenericHandle!.IsOfCalls, Is.True);
            Assert.That(Call(One, called), Is.Not.EqualTo(before));
            Assert.That(Call(Two, called), Is.EqualTo(before));
        }

        Assert.That(Call(One, called), Is.EqualTo(before));
    }

    [Test]
    public void A_type_argument_of_the_library()
    {
        var path = CompileCalls(
            "public class Own { } [PatchCalls(typeof(Queue<>), \".ctor\", In = \"CallerOne\", TypeArguments = new[] { typeof(Own) })] public static Queue<Own> M() => new(); "
            + "[PatchCalls(typeof(Queue<>), \".ctor\", In = \"CallerTwo\", TypeArguments = new[] { typeof(Own) })] public static Queue<Own> N(Func<Queue<Own>> next) => next();");
        using var library = PatchLibrary.Load(path, Unloading);
        Assert.That(library.Applied.Select(patch => patch.IsLayer), Is.EqualTo(new[] { false, true }));
    }

    [Test]
    public void A_class_for_the_members_of_a_type()
    {
        var path = Compile(
            """
            [PatchCalls(typeof(System.IO.Path), In = "CallerOne", Owner = "me", Priority = 3)]
            public static class P
            {
                public static string GetTempPath() => "patched";
                [PatchCalls(typeof(Version), In = "CallerTwo", Priority = 0)] public static int get_Major(Version self) => 77;
                [PatchCalls("System.Version.get_Minor")] static int Minor(Version self) => 78;
                [Patch("Fixtures.Calculator.Add")] public static int Add(int a, int b) => 100;
            }
            """);
        using var library = PatchLibrary.Load(path, new PatchLibraryOptions { Targets = [Fixture.Assembly, One.Assembly, Two.Assembly], UnloadWait = TimeSpan.Zero });
        Assert.That(
            library.Applied.Select(patch => $"{patch.Target} {patch.Owner} {patch.Priority}"),
            Is.EqualTo(new[]
            {
                "CallerOne!System.IO.Path.GetTempPath() me 3", "CallerTwo!System.Version.get_Major() me 0", "CallerOne!System.Version.get_Minor() me 3",
                "Fixtures.Calculator.Add(System.Int32,System.Int32) Fix 0",
            }));
        Assert.That(new[] { Call(One, "Temp"), Call(Two, "Major"), CallAdd(1, 2) }, Is.EqualTo(new object[] { "patched", 77, 100 }));
    }

    [Test]
    public void Calls_of_an_assembly_that_is_loaded_later()
    {
        using var library = PatchLibrary.Load(
            CompileCalls("[PatchCalls(typeof(Path), \"GetRandomFileName\")] static string M() => \"fixed\";"), Unloading);
        var later = WovenSource.Load(
            "[assembly: Hotpatch.PatchableCalls(typeof(System.IO.Path), \"GetRandomFileName\")] namespace Fixtures; public static class Caller { public static string Random() => System.IO.Path.GetRandomFileName(); }",
            "Release");
        Assert.That(later.Call("Caller.Random"), Is.EqualTo("fixed"));
        library.Unload();
        Assert.That(later.Call("Caller.Random"), Is.Not.EqualTo("fixed"));
    }

    [Test]
    public void One_assembly_lies_over_all()
    {
        var path = CompileCalls(
            "[PatchCalls(typeof(Path), \"GetTempPath\")] static string All() => \"all\"; [PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\")] static string One(Func<string> next) => \"one \" + next();");
        using var library = PatchLibrary.Load(path, Unloading);
        Assert.That(new[] { Call(One, "Temp"), Call(Two, "Temp") }, Is.EqualTo(new[] { "one all", "all" }));
    }

    [Test]
    public void A_newer_version_takes_the_place()
    {
        const string Source = "[PatchCalls(typeof(Path), \"GetTempPath\")] static string All() => \"VERSION\"; [PatchCalls(typeof(Version), \"Major\", In = \"CallerOne\")] static int Major(Version self) => NUMBER;";
        var old = PatchLibrary.Load(CompileCalls(Source.Replace("VERSION", "old", StringComparison.Ordinal).Replace("NUMBER", "1", StringComparison.Ordinal)), Unloading);
        var path = CompileCalls(Source.Replace("VERSION", "new", StringComparison.Ordinal).Replace("NUMBER", "2", StringComparison.Ordinal));
        using var current = PatchLibrary.Load(path, new PatchLibraryOptions { Replaces = old, UnloadWait = TimeSpan.Zero });
        Assert.That(old.IsApplied, Is.False);
        Assert.That(new[] { Call(One, "Temp"), Call(Two, "Temp"), Call(One, "Major") }, Is.EqualTo(new object[] { "new", "new", 2 }));
        Assert.That(Patchable.Calls(typeof(Path), "GetTempPath").Current.DynamicInvoke(), Is.EqualTo("new"));
    }

    [Test]
    public void The_library_leaves_memory()
    {
        var path = CompileCalls(
            """
            [PatchCalls(typeof(Path), "GetTempPath")] static string All() => "all";
            [PatchCalls(typeof(Path), "GetTempPath", In = "CallerOne")] static string One(Func<string> next) => next();
            [PatchCalls(typeof(Queue<>), "Enqueue", In = "CallerTwo")] static void Enqueue<T>(Queue<T> self, T item) { }
            [PatchCalls(typeof(Queue<string>), "Enqueue")] static void Enqueue(Queue<string> self, string item) { }
            """);
        Assert.That(Unloaded(path).IsGone, Is.True);
        Assert.That(Unloaded(path).IsGone, Is.True);
    }

    [System.Runtime.CompilerServices.MethodImpl(System.Runtime.CompilerServices.MethodImplOptions.NoInlining)]
    private static UnloadResult Unloaded(string path)
    {
        var library = PatchLibrary.Load(path);
        Assert.That(new[] { Call(One, "Temp"), Call(Two, "Enqueue") }, Is.EqualTo(new object[] { "all", 0 }));
        return library.Unload(TimeSpan.FromSeconds(5));
    }

    [Test]
    public void A_failure_at_any_step_leaves_all_as_it_was()
    {
        var path = CompileCalls(
            """
            [PatchCalls(typeof(Path), "GetTempPath")] static string All() => "all";
            [PatchCalls(typeof(Version), "Major", In = "CallerOne")] static int Major(Version self) => 77;
            """);
        foreach (var step in Enum.GetValues<LibraryStep>().Where(step => step < LibraryStep.Restoring))
        {
            var options = new PatchLibraryOptions { UnloadWait = TimeSpan.Zero, Fault = at => _ = at == step ? throw new InvalidOperationException("injected") : at };
            Assert.That(() => PatchLibrary.Load(path, options), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("injected"));
            Assert.That(new[] { Call(One, "Temp"), Call(Two, "Temp"), Call(One, "Major") }, Is.EqualTo(new object[] { Path.GetTempPath(), Path.GetTempPath(), 1 }), step.ToString());
        }
    }

    [Test]
    public async Task A_watched_folder()
    {
        using var folder = new TempFolder();
        const string Source = "[PatchCalls(typeof(Path), \"GetTempPath\")] static string All() => \"VERSION\"; [PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerTwo\")] static string Two(Func<string> next) => \"two \" + next();";
        void Put(string version)
        {
            File.Move(CompileCalls(Source.Replace("VERSION", version, StringComparison.Ordinal)), folder.PathOf("fix.dll"), overwrite: true);
            File.SetLastWriteTimeUtc(folder.PathOf("fix.dll"), DateTime.UtcNow);
        }

        Put("first");
        var options = new PatchDirectoryOptions { Settle = TimeSpan.FromMilliseconds(20), PollInterval = TimeSpan.FromHours(1) };
        await using (var directory = PatchDirectory.Watch(folder.FullName, PatchTrust.Anyone, options))
        {
            Assert.That(new[] { Call(One, "Temp"), Call(Two, "Temp") }, Is.EqualTo(new[] { "first", "two first" }));
            Put("second");
            await directory.ScanAsync();
            Assert.That(new[] { Call(One, "Temp"), Call(Two, "Temp") }, Is.EqualTo(new[] { "second", "two second" }));
            File.Delete(folder.PathOf("fix.dll"));
            await directory.ScanAsync();
            Assert.That(Call(Two, "Temp"), Is.EqualTo(Path.GetTempPath()));
        }
    }

    [Test]
    public void Share_and_shadow()
    {
        var seen = 0;
        var path = CompileCalls(
            "[PatchCalls(typeof(Path), \"GetTempPath\", Share = 1)] static string Temp() => \"shared\"; "
            + "[PatchCalls(typeof(Version), \"Major\", In = \"CallerOne\", Shadow = true)] static int Major(Version self) => 77;");
        using var library = PatchLibrary.Load(path, new PatchLibraryOptions { ShadowReport = _ => Interlocked.Increment(ref seen), UnloadWait = TimeSpan.Zero });
        Assert.That(new[] { Call(Two, "Temp"), Call(One, "Major") }, Is.EqualTo(new object[] { "shared", 1 }));
        Assert.That(() => Volatile.Read(ref seen), Is.GreaterThan(0).After(5000, 10));
        library.Applied[0].Share = 0;
        Assert.That(Call(Two, "Temp"), Is.EqualTo(Path.GetTempPath()));
    }

    [Test]
    public void Only_one_handle()
    {
        var path = CompileCalls(
            """
            [PatchCalls(typeof(Path), "GetTempPath")] static string All() => "all";
            [PatchCalls(typeof(Path), "GetTempPath", In = "CallerOne")] static string One() => "one";
            [PatchCalls(typeof(Path), "GetTempPath", In = "CallerTwo")] static string Two() => "two";
            [PatchCalls(typeof(Queue<>), "Enqueue", In = "CallerOne")] static void Enqueue<T>(Queue<T> self, T item) { }
            [PatchCalls(typeof(Queue<>), "Enqueue", In = "CallerTwo")] static void EnqueueTwo<T>(Queue<T> self, T item) { }
            [PatchCalls(typeof(Path), "Missing")] static void None() { }
            [Patch("Fixtures.Calculator.Add")] static int Add(int a, int b) => 100;
            """);
        foreach (var (handle, expected) in new[]
        {
            (Handle(One, "System.IO.Path.GetTempPath()"), "P.One"), (Handle(Two, "System.IO.Path.GetTempPath()"), "P.Two"), (Patchable.Calls(typeof(Path), "GetTempPath"), "P.All"),
            (Patchable.GenericIn(One.Assembly).Single(generic => generic.Method.Name == "Enqueue").For(typeof(string)), "P.Enqueue"), (Add, "P.Add"),
        })
        {
            using var library = handle.PatchFromLibrary(path, Unloading);
            Assert.That(library.Applied.Select(patch => patch.Method), Is.EqualTo(new[] { expected }));
            Assert.That(library.Applied[0].Handle, Is.SameAs(handle));
        }

        Assert.That(
            () => Handle(One, "System.Version.get_Minor()").PatchFromLibrary(path, Unloading),
            Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("CallerOne!System.Version.get_Minor(): a patch of this method was expected"));
    }

    [Test]
    public void What_holds_a_library_is_said()
    {
        var library = PatchLibrary.Load(CompileCalls("[PatchCalls(typeof(Path), \"GetTempPath\")] public static string Temp() => \"library\";"), Unloading);
        var calls = Patchable.Calls<Func<string>>(typeof(Path), "GetTempPath");
        var scope = calls.PatchScoped(calls.Current);
        Assert.That(library.Unload(TimeSpan.Zero).MayHold, Has.Some.EqualTo("*!System.IO.Path.GetTempPath() is patched with a delegate of it"));
        scope.Dispose();
    }
}
