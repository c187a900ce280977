using Hotpatch.Tests.Libraries;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>Real libraries whose own code does not come back: each costs its own time-out, and no other library is held up.</summary>
[NonParallelizable]
[Category("Slow")]
public class SleepingFileTests : LibraryTests
{
    private const string Data = "SleepingFileTests.Sleep";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ManualResetEventSlim _release = new();
    private TempFolder _temp = null!;
    private int _begun;
    private int _ended;

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        _release.Reset();
        (_begun, _ended) = (0, 0);
        AppDomain.CurrentDomain.SetData(Data, (Action)(() =>
        {
            Interlocked.Increment(ref _begun);
            _release.Wait();
            Interlocked.Increment(ref _ended);
        }));
    }

    [TearDown]
    public void DeleteFolder()
    {
        Wake();
        AppDomain.CurrentDomain.SetData(Data, null);
        _temp.Dispose();
    }

    [OneTimeTearDown]
    public void End() => _release.Dispose();

    [TestCase("initialiser")]
    [TestCase("constructor")]
    [TestCase("applying")]
    [TestCase("applied")]
    public async Task What_does_not_come_back_when_it_is_applied_is_left_out_once(string where)
    {
        for (var i = 0; i < 3; i++)
            Put(Sleeping(where), $"sleeping{i}.dll");

        Put(CompileCalculator("public static int Add(int a, int b) => 100;"), "zfix.dll");
        await using var directory = Watch();
        Assert.That(directory.Libraries.Select(library => Path.GetFileName(library.Path)), Is.EqualTo(new[] { "zfix.dll" }));
        Assert.That(directory.Failures.Keys.Select(Path.GetFileName), Is.EquivalentTo(new[] { "sleeping0.dll", "sleeping1.dll", "sleeping2.dll" }));
        Assert.That(directory.Failures.Values, Has.All.Contains("but is still running"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        // Trying again would only run more of it.
        await directory.ScanAsync();
        await directory.ScanAsync();
        Assert.That(_begun, Is.EqualTo(3));
    }

    [Test]
    public async Task What_does_not_come_back_when_it_is_taken_back_stays_and_the_end_comes_all_the_same()
    {
        Put(Sleeping("restoring"), "sleeping.dll");
        Put(Compile("[Patch(typeof(PriceService))] public static class Patches { public static decimal Discount(decimal total) => 7; }", "Other"), "afix.dll");
        Put(Compile("[Patch(typeof(Gated))] public static class Patches { public static int Add(int a, int b) => 7; }", "More"), "zfix.dll");
        var directory = Watch();
        Assert.That(directory.Failures, Is.Empty);
        await directory.DisposeAsync().AsTask().WaitAsync(Limit);
        Assert.That(directory.Libraries.Select(library => Path.GetFileName(library.Path)), Is.EqualTo(new[] { "sleeping.dll" }));
        Assert.That(directory.Failures.Values.Single(), Does.Contain("OnRestoring was expected to end within"));
        Assert.That((Fixture.Call("PriceService.Discount", 10m), Fixture.Call("Gated.Add", 1, 2)), Is.EqualTo((9m, 3)));

        Wake();
        directory.Libraries.Single().Unload(Limit);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    private void Wake()
    {
        _release.Set();
        Assert.That(() => Volatile.Read(ref _ended) == Volatile.Read(ref _begun), Is.True.After((int)Limit.TotalMilliseconds, 5));
    }

    private PatchDirectory Watch()
        => PatchDirectory.Watch(_temp.FullName, PatchTrust.Anyone, new PatchDirectoryOptions
        {
            Settle = TimeSpan.Zero,
            PollInterval = TimeSpan.FromHours(1),
            Timeout = TimeSpan.FromMilliseconds(100),
            Targets = Options.Targets,
        });

    private void Put(string library, string name) => File.Copy(library, _temp.PathOf(name));

    private string Sleeping(string where)
    {
        return Compile(
            $$"""
            [Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => 7; }
            internal static class First { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() { {{Sleep("initialiser")}} } }

            internal sealed class Lifecycle : IPatchLifecycle
            {
                public Lifecycle() { {{Sleep("constructor")}} }
                public void OnApplying(PatchApplication application) { {{Sleep("applying")}} }
                public void OnApplied(PatchApplication application) { {{Sleep("applied")}} }
                public void OnRestoring(PatchApplication application) { {{Sleep("restoring")}} }
            }
            """,
            "Sleeping");

        string Sleep(string here) => here == where ? $"((Action)AppDomain.CurrentDomain.GetData(\"{Data}\")!)();" : "";
    }
}
