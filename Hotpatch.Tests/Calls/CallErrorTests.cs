using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Calls;

/// <summary>Calls that can't be patchable: an error or a warning with a code, and the module stays as it was.</summary>
public class CallErrorTests
{
    private const string Calling =
        """

        public static class Caller
        {
            public static string Text(object value) => value.ToString() + System.DateTime.UtcNow + System.Environment.StackTrace;
            public static System.Type Kind() => typeof(string);
            public static object New() => new System.Action(Run);
            public static void Run() { }
            public static bool Same(System.IO.Stream stream) => stream.CanRead;
            public static object Untyped() => (System.Func<string, bool>)System.IO.Path.Exists;
            public static void Passed() => Take(1, (System.Func<string, bool>)System.IO.Directory.Exists, 2);
            private static void Take(int one, System.Delegate two, int three) { }
            public static System.Type Made(System.Type type) => typeof(System.Func<>).MakeGenericType(type);
        }

        public class Derived : System.IO.MemoryStream
        {
            protected override void Dispose(bool disposing) => base.Dispose(disposing);
            public object Copy() => MemberwiseClone();
            public override void Flush() => base.Flush();
            public override void Close() => Retry(base.Close);
            private static void Retry(System.Action action) => action();
        }
        """;

    private static readonly ReferenceList References = ReferenceList.OfFixture("Release");

    [OneTimeTearDown]
    public void CleanUp() => References.Dispose();

    [TestCase("typeof(System.DateTime), \"UtcNwo\"", "HP0053", "has no member of that name")]
    [TestCase("typeof(System.IO.MemoryStream), \"CopyTo\", \"CopyToAsync\", \"Flush\", \"ReadTimeout\"", "HP0053", "System.IO.Stream declares that member")]
    [TestCase("null", "HP0053", "null in place of a type")]
    [TestCase("typeof(Caller), \"Run\"", "HP0053", "a type of this assembly")]
    [TestCase("typeof(System.Environment), \"StackTrace\"", "HP0055", "looks at its callers")]
    [TestCase("typeof(System.Action), \".ctor\"", "HP0055", "creates a delegate")]
    [TestCase("typeof(System.Type), \"GetTypeFromHandle\"", "HP0055", "compilers and tools recognize its calls")]
    [TestCase("typeof(object), \"MemberwiseClone\"", "HP0055", "protected")]
    public void Refused(string arguments, string code, string reason)
    {
        var run = Weave($"[assembly: Hotpatch.PatchableCalls({arguments})]", "<Hotpatch/>");
        Assert.That(run.Errors.Select(error => error.Message), Is.Not.Empty.And.All.StartsWith(code).And.Some.Contains(reason));
        Assert.That(run.WovenMethods, Is.Zero);
    }

    [Test]
    public void A_pattern_without_a_call_is_a_warning()
    {
        var run = Weave(string.Empty, "<Hotpatch Calls='System.DateTime.UtcNow, System.DateTime.Now System.IO.File.*'/>");
        Assert.That(run.Errors, Is.Empty);
        Assert.That(run.Warnings.Select(warning => warning.Message), Has.Exactly(2).StartsWith("HP0054").And.Some.Contains("System.DateTime.Now").And.Some.Contains("System.IO.File.*"));
        Assert.That(run.Infos, Has.Some.EqualTo("1 call of 1 method of other assemblies was made patchable."));
    }

    [Test]
    public void The_log_counts_one_call_and_several()
    {
        var run = Weave(string.Empty, "<Hotpatch Calls='System.Environment.StackTrace'/>");
        Assert.That(run.Infos, Has.Some.EqualTo("Left as it is, it looks at its callers, and the call stub would be one more: 1 call of System.Environment.get_StackTrace()."));
        run = Weave(string.Empty, "<Hotpatch Calls='System.*'/>");
        Assert.That(run.Infos, Has.Some.StartsWith("Left as they are, it is protected or private, and the call stub is in another type: 2 calls of System.IO.MemoryStream"));
    }

    [TestCase("System.DateTime.UctNow", " Did you mean System.DateTime.UtcNow? ")]
    [TestCase("System.DataTime", " Did you mean System.DateTime? ")]
    [TestCase("Sytem.Fille.*", "makes one that can be. Correct")]
    public void A_misspelt_pattern_is_corrected(string pattern, string expected)
    {
        var run = Weave(string.Empty, $"<Hotpatch Calls='{pattern}'/>");
        Assert.That(run.Warnings.Select(warning => warning.Message), Has.Exactly(1).Items.And.One.StartsWith("HP0054").And.One.Contains(expected));
    }

    [Test]
    public void What_is_left_is_said_with_the_reason()
    {
        var run = Weave(string.Empty, "<Hotpatch Calls='*'/>");
        Assert.That(run.Errors.Concat(run.Warnings), Is.Empty);
        Assert.That(run.Infos, Has.Some.Contains("it is a call of base").And.Some.Contains("a constructor makes it for its base class").And.Some.Contains("it looks at its callers"));
        Assert.That(run.Infos, Has.Some.Contains("it is a call of base: 2 calls of ").And.Some.Contains("passed as a System.Delegate or an object, and code may read its method from it: 2 calls of "));
        Assert.That(run.Infos, Has.Some.Contains("learn what the program needs: 1 call of System.Type.MakeGenericType"));
    }

    [Test]
    public void Without_a_wanted_call_nothing_changes()
    {
        var run = Weave("[assembly: Hotpatch.PatchableCalls(typeof(System.IO.File), \"Exists\")]", "<Hotpatch/>");
        Assert.That(run.Errors.Concat(run.Warnings), Is.Empty);
        Assert.That(run.Infos, Is.Empty);
    }

    private static WeaverRun Weave(string attribute, string config)
    {
        using var folder = new TempFolder();
        var plain = Compiled.ToFolder(folder.PathOf("plain"), attribute + Calling, references: References);
        return WeaverRun.Execute(plain, folder.PathOf("woven", "Snippet.dll"), References, config);
    }
}
