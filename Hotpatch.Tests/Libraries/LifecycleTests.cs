namespace Hotpatch.Tests.Libraries;

/// <summary>What a library is told, and that it can refuse.</summary>
public class LifecycleTests : LibraryTests
{
    private const string Log = "LifecycleTests.Log";

    /// <summary>Writes what it is told to the program's data, where the test reads it without holding anything of the library.</summary>
    private string CompileLifecycle(string applying = "", string applied = "", string restoring = "", string constructor = "", string name = "Fix", int answer = 100)
        => Compile(
            $$"""
            [Patch(typeof(Calculator))]
            public static class Patches { public static int Add(int a, int b) => {{answer}}; [Patch(typeof(Calculator), Required = false)] public static int None() => 0; }

            internal sealed class Lifecycle : IPatchLifecycle
            {
                private Lifecycle() { {{constructor}} }
                public void OnApplying(PatchApplication a) { Write("applying", a); {{applying}} }
                public void OnApplied(PatchApplication a) { Write("applied", a); {{applied}} }
                public void OnRestoring(PatchApplication a) { Write("restoring", a); {{restoring}} }
                private static void Write(string what, PatchApplication a)
                    => ((List<string>)AppDomain.CurrentDomain.GetData("{{Log}}")!).Add(
                        $"{a.Library} {what} {a.Patches.Count}/{a.Skipped.Count} {Calculator.Add(1, 2)}{(a.IsUpdate ? " update" : "")}");
            }
            """,
            name);

    private List<string> Told { get; } = [];

    [SetUp]
    public void BeginLog()
    {
        Told.Clear();
        AppDomain.CurrentDomain.SetData(Log, Told);
    }

    [Test]
    public void Told_of_everything_in_time()
    {
        PatchLibrary.Load(CompileLifecycle(), Patient).Dispose();
        Assert.That(Told, Is.EqualTo(new[] { "Fix applying 1/1 3", "Fix applied 1/1 100", "Fix restoring 1/1 100" }));
    }

    [TestCase("a.Refuse(\"not today\");", "", "", "the library refused in OnApplying: not today")]
    [TestCase("throw new InvalidOperationException(\"broken\");", "", "", "OnApplying threw InvalidOperationException: broken")]
    [TestCase("", "a.Refuse(\"not today\");", "", "the library refused in OnApplied: not today")]
    [TestCase("", "throw new InvalidOperationException(\"broken\");", "", "OnApplied threw InvalidOperationException: broken")]
    [TestCase("", "", "throw new InvalidOperationException(\"broken\");", "The constructor of its lifecycle threw InvalidOperationException: broken")]
    public async Task Load_is_refused(string applying, string applied, string constructor, string message)
    {
        var path = CompileLifecycle(applying, applied, constructor: constructor);
        var exception = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(path, Patient))!;
        Assert.That(exception.Message, Does.Contain(message).And.Contain("Nothing has changed"));
        Assert.That(exception.Problems.Single(), Is.Not.Empty);
        exception = (await Assert.ThrowsAsync<PatchLibraryException>(() => PatchLibrary.LoadAsync(path, Patient)))!;
        Assert.That(exception.Message, Does.Contain(message));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [TestCase("a.Refuse(\"busy\");", "the library refused in OnRestoring: busy")]
    [TestCase("throw new InvalidOperationException(\"broken\");", "OnRestoring threw InvalidOperationException: broken")]
    public void Unload_is_refused(string restoring, string message)
    {
        var library = PatchLibrary.Load(CompileLifecycle(restoring: $"if (Told++ < 2) {{ {restoring} }} }} private int Told; void N() {{"), Patient);
        Assert.That(() => library.Unload(), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains(message));
        Assert.That(async () => await library.UnloadAsync(), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains(message));
        Assert.That((library.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 100)));
        Assert.That(Told.Select(told => told.Split(' ')[1]), Is.EqualTo(new[] { "applying", "applied", "restoring", "applied", "restoring", "applied" }));
        Assert.That(library.Unload().IsGone, Is.True);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void Update_tells_both()
    {
        var old = PatchLibrary.Load(CompileLifecycle(name: "Old", answer: 1), Patient);
        using var library = PatchLibrary.Load(CompileLifecycle(name: "New", answer: 2), Replacing(old));
        Assert.That(Told, Is.EqualTo(new[]
        {
            "Old applying 1/1 3", "Old applied 1/1 1",
            "New applying 1/1 1 update", "Old restoring 1/1 1 update", "New applied 1/1 2 update",
        }));
        Assert.That(old.Unload().IsGone, Is.True);
    }

    [TestCase("a.Refuse(\"x\");", "", "")]
    [TestCase("", "a.Refuse(\"x\");", "")]
    [TestCase("", "", "if (Told++ == 0) a.Refuse(\"x\"); } private int Told; void N() {")]
    public void Update_that_is_refused_leaves_the_old_one(string applying, string applied, string restoringOfOld)
    {
        using var old = PatchLibrary.Load(CompileLifecycle(name: "Old", answer: 1, restoring: restoringOfOld), Patient);
        var path = CompileLifecycle(applying, applied, name: "New", answer: 2);
        Assert.That(() => PatchLibrary.Load(path, Replacing(old)), Throws.InstanceOf<PatchLibraryException>().With.Message.Contains("refused in On"));
        Assert.That((old.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 1)));
        var isTold = Told.Contains("Old restoring 1/1 1 update");
        Assert.That(Told.Last(), isTold ? Is.EqualTo("Old applied 1/1 1 update") : Is.EqualTo("New applying 1/1 1 update"));
    }

    private static PatchLibraryOptions Replacing(PatchLibrary old) => new() { Targets = Patient.Targets, Replaces = old };
}
