namespace Hotpatch.Tests.Libraries;

/// <summary>Patches of calls that do not fit are refused as a whole, with all that is wrong.</summary>
public class PatchCallsProblemTests : CallLibraryTests
{
    private static readonly TestCaseData[] Problems =
    [
        Case("unknown type", "[PatchCalls(\"System.IO.Pathe.GetTempPath\")] static string M() => \"\";", "P.M for *!System.IO.Pathe.GetTempPath: a type that declares the called method was expected, but System.IO.Pathe was not found in a loaded assembly; the nearest names are System.IO.Path"),
        Case("unknown member", "[PatchCalls(typeof(Path), \"GetTempPat\")] static string M() => \"\";", "a method that can be called was expected, but System.IO.Path declares none of that name; the nearest names are GetTempPath"),
        Case("unknown member of one", "[PatchCalls(typeof(Path), \"GetTempPat\", In = \"CallerOne\")] static string M() => \"\";", "P.M for CallerOne!System.IO.Path.GetTempPat: a method that can be called was expected"),
        Case("inherited", "[PatchCalls(typeof(StreamReader), \"Synchronized\")] static TextReader M(TextReader reader) => reader;", "the method is declared by the base type System.IO.TextReader. Name that type"),
        Case("no such assembly", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOn\")] static string M() => \"\";", "a woven assembly named CallerOn was expected, since [PatchCalls] names it by In, but none of that name is loaded; the nearest names are CallerOne"),
        Case("not woven", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"nunit.framework\")] static string M() => \"\";", "a woven assembly named nunit.framework was expected, since [PatchCalls] names it by In, but nunit.framework was not woven. Weave it, or let <HotpatchReference Include=\"nunit.framework\""),
        Case("empty assembly", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"\")] static string M() => \"\";", "the name of a woven assembly was expected as In, but an empty text was found. Leave In out for the calls of all assemblies"),
        Case("the runtime", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"Hotpatch.Runtime\")] static string M() => \"\";", "but woven code calls Hotpatch.Runtime, so the calls that it makes itself can't be patchable"),
        Case("null", "[PatchCalls(null!)] static string M() => \"\";", "P.M: a name or a type was expected in [PatchCalls], but null was found"),
        Case("null of a class", "} [PatchCalls((Type)null!)] public static class Q { public static string M() => \"\";", "Q: a name or a type was expected in [PatchCalls], but null was found"),
        Case("no such calls", "[PatchCalls(typeof(Path), \"GetRandomFileName\", In = \"CallerOne\")] static string M() => \"\";", "patchable calls were expected, but CallerOne makes none of this method. Write [assembly: PatchableCalls(typeof(Path), \"GetRandomFileName\")] in its project"),
        Case("no such calls of a generic type", "[PatchCalls(typeof(Dictionary<,>), \"Add\", In = \"CallerOne\")] static void M<K, V>(Dictionary<K, V> self, K key, V value) where K : notnull { }", "Write [assembly: PatchableCalls(typeof(Dictionary<,>), \"Add\")] in its project"),
        Case("name with the caller", "[PatchCalls(\"CallerOne!System.IO.Path.GetTempPath()\")] static string M() => \"\";", "Write System.IO.Path.GetTempPath(), and write In = \"CallerOne\""),
        Case("constructor that nobody calls", "[PatchCalls(typeof(UriBuilder), \".ctor\")] static UriBuilder M(Uri uri) => new(uri);", "no loaded assembly makes any of this method. Write [assembly: PatchableCalls(typeof(UriBuilder), \".ctor\")]"),
        Case("overload", "[PatchCalls(\"System.Version.TryParse(System.Int32)\", In = \"CallerOne\")] static string M() => \"\";", "a method of that name with these parameters was expected, but only these were found: System.Version.TryParse(System.String,System.Version&)"),
        Case("no overload fits", "[PatchCalls(typeof(Version), \".ctor\", In = \"CallerOne\")] static Version M(long number) => new();", "it fits none of these: a method with the signature (int, int, int) => Version was expected"),
        Case("no overload of all fits", "[PatchCalls(typeof(Path), \"Combine\")] static string M(long number) => \"\";", "it fits none of these: a method with the signature (string, string) => string was expected"),
        Case("result", "[PatchCalls(typeof(Path), \"GetTempPath\")] static int M() => 0;", "a method with the signature () => string was expected, but () => int was found"),
        Case("result of one", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\")] static int M() => 0;", "a method with the signature () => string was expected, but () => int was found"),
        Case("constructor without the object", "[PatchCalls(typeof(Version), \".ctor\", In = \"CallerOne\")] static void M(Version self, int a, int b) { }", "a method with the signature (int, int) => Version was expected, but (Version, int, int) => void was found"),
        Case("generic constructor without the object", "[PatchCalls(typeof(Queue<>), \".ctor\", In = \"CallerOne\")] static void M<T>(Queue<T> self) { }", "a method with the signature () => Queue<T> was expected, but (Queue<T>) => void was found"),
        Case("all instantiations in all", "[PatchCalls(typeof(Queue<>), \"Enqueue\")] static void M<T>(Queue<T> self, T item) { }", "TypeArguments were expected, since System.Collections.Generic.Queue`1.Enqueue(T) is generic and the calls of all assemblies can be patched for one instantiation only, but none were found; to patch all instantiations, name the assembly that makes the calls by In"),
        Case("type arguments of a plain method", "[PatchCalls(typeof(Path), \"GetTempPath\", TypeArguments = new[] { typeof(int) })] static string M() => \"\";", "a [PatchCalls] without TypeArguments was expected, since System.IO.Path.GetTempPath() is not generic"),
        Case("type arguments of a plain method in one", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\", TypeArguments = new[] { typeof(int) })] static string M() => \"\";", "a [PatchCalls] without TypeArguments was expected, since CallerOne!System.IO.Path.GetTempPath() is not generic"),
        Case("wrong number of type arguments", "[PatchCalls(typeof(Array), \"Empty\", TypeArguments = new[] { typeof(int), typeof(int) })] static int[] M() => new int[0];", "type arguments that make an instantiation of System.Array.Empty<T>() were expected, but <int, int> was found"),
        Case("own type arguments", "public class Own { } [PatchCalls(typeof(Array), \"Empty\", TypeArguments = new[] { typeof(Own) })] static Own[] M() => new Own[0];", "but <P.Own> of the patch library itself was found; to use them"),
        Case("generic for a plain one", "[PatchCalls(typeof(Path), \"GetTempPath\")] static string M<T>() => \"\";", "a method without type parameters was expected, since *!System.IO.Path.GetTempPath() has none, but a generic method was found"),
        Case("own type", "public static void Run() { } [PatchCalls(typeof(P), \"Run\")] static void M() { }", "a type of the program was expected, but P of the patch library itself was found"),
        Case("version of the caller", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\", MinTargetVersion = \"3.3\")] static string M() => \"\";", "version 3.3.0.0 or higher of the assembly that makes the calls was expected, but CallerOne 3.2.0.0 was found"),
        Case("version of the method", "[PatchCalls(typeof(Path), \"GetTempPath\", MaxTargetVersion = \"3.3\")] static string M() => \"\";", "version 3.3.0.0 or lower of the target's assembly was expected, but System.Private.CoreLib "),
        Case("version text", "[PatchCalls(typeof(Path), \"GetTempPath\", MinTargetVersion = \"one\")] static string M() => \"\";", "a version such as 1.2 was expected as MinTargetVersion, but 'one' was found"),
        Case("share", "[PatchCalls(typeof(Path), \"GetTempPath\", Share = 2)] static string M() => \"\";", "a share from 0 to 1 was expected in [PatchCalls], but 2 was found"),
        Case("share of a layer", "[PatchCalls(typeof(Path), \"GetTempPath\", Share = 0.5)] static string M(Func<string> next) => \"\";", "a replacement was expected, since [PatchCalls] sets Share or Shadow, but a layer was found"),
        Case("both", "[Patch(\"A.B\"), PatchCalls(typeof(Path), \"GetTempPath\")] static string M() => \"\";", "P.M: one of [Patch] and [PatchCalls] was expected, but both were found"),
        Case("twice in all", "[PatchCalls(typeof(Path), \"GetTempPath\")] static string M() => \"\"; [PatchCalls(\"System.IO.Path.GetTempPath()\")] static string N() => \"\";", "*!System.IO.Path.GetTempPath(): one replacement was expected, but these were found: P.M and P.N"),
        Case("twice in one", "[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\")] static string M() => \"\"; [PatchCalls(\"System.IO.Path.GetTempPath()\", In = \"CallerOne\")] static string N() => \"\";", "CallerOne!System.IO.Path.GetTempPath(): one replacement was expected"),
        Case("instance method", "} public class Q { [PatchCalls(typeof(Path), \"GetTempPath\")] string M() => \"\";", "Q.M: a static method was expected"),
        Case("class with a member's name", "} [PatchCalls(typeof(Path), \"GetTempPath\")] public static class Q { public static string M() => \"\";", "Q: [PatchCalls] without a method's name was expected on a class"),
        Case("class with both", "} [PatchCalls(typeof(Path)), Patch] public static class Q { public static string M() => \"\";", "Q: one of [Patch] and [PatchCalls] was expected"),
        Case("empty class", "} [PatchCalls(typeof(Path))] public static class Q { static string M() => \"\";", "Q: public static methods were expected, since [PatchCalls] on a class applies to them"),
    ];

    [TestCaseSource(nameof(Problems))]
    public void Problem(string members, string expected)
    {
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(CompileCalls(members), Unloading))!;
        Assert.That(exception.Problems, Has.Count.EqualTo(1));
        Assert.That(exception.Problems[0], Does.Contain(expected));
    }

    [Test]
    public void All_problems_at_once_and_nothing_half_done()
    {
        var path = CompileCalls(
            """
            [PatchCalls(typeof(Path), "GetTempPath")] static string A() => "patched";
            [PatchCalls(typeof(Version), "Major", In = "CallerOne")] static int B(Version self) => 77;
            [PatchCalls(typeof(Path), "Missing")] static string C() => "";
            [PatchCalls(typeof(Path), "GetTempPath", In = "Nobody")] static string D() => "";
            [Patch("Fixtures.Calculator.Gone")] static string E() => "";
            """);
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Unloading))!;
        Assert.That(exception.Problems, Has.Count.EqualTo(3));
        Assert.That(new[] { Call(One, "Temp"), Call(One, "Major") }, Is.EqualTo(new object[] { Path.GetTempPath(), 1 }));
    }

    [Test]
    public void What_is_not_required_is_left_out()
    {
        var path = CompileCalls(
            """
            [PatchCalls(typeof(Path), "GetTempPath", Required = false)] static string A() => "patched";
            [PatchCalls(typeof(Path), "GetTempPath", In = "Nobody", Required = false)] static string B() => "";
            """);
        using var library = PatchLibrary.Load(path, Unloading);
        Assert.That(library.Applied.Select(patch => patch.Method), Is.EqualTo(new[] { "P.A" }));
        Assert.That(library.Skipped.Single().Reason, Does.Contain("named Nobody"));
    }

    [Test]
    public void Targets_restrict_the_callers()
    {
        var options = new PatchLibraryOptions { Targets = [Two.Assembly], UnloadWait = TimeSpan.Zero };
        var other = CompileCalls("[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerOne\")] static string M() => \"\";");
        Assert.That(() => PatchLibrary.Load(other, options), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("but CallerOne is not among the Targets of the options"));
        var all = CompileCalls("[PatchCalls(typeof(Path), \"GetTempPath\")] static string M() => \"\";");
        Assert.That(() => PatchLibrary.Load(all, options), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("[PatchCalls] without In is for the calls of all assemblies. Name one of the Targets by In"));
        var own = CompileCalls("[PatchCalls(typeof(Path), \"GetTempPath\", In = \"CallerTwo\")] static string M() => \"two\";");
        using var library = PatchLibrary.Load(own, options);
        Assert.That(Call(Two, "Temp"), Is.EqualTo("two"));
    }

    private static TestCaseData Case(string name, string members, string expected) => new TestCaseData(members, expected).SetName($"Problem of calls: {name}");
}
