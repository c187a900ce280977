using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Code of a library that does not come back: the caller gives up in time, and all is as it was.</summary>
[NonParallelizable]
[Category("Slow")]
public class SleepingLibraryTests : LibraryTests
{
    private const string Data = "SleepingLibraryTests";

    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private Sleep _sleep = null!;

    private static PatchLibraryOptions Timed { get; } = new() { Targets = Options.Targets, UnloadWait = TimeSpan.Zero, Timeout = TimeSpan.FromMilliseconds(100) };

    [SetUp]
    public void Begin()
    {
        _sleep = new Sleep();
        AppDomain.CurrentDomain.SetData(Data + ".Sleep", (Action)_sleep.Run);
        AppDomain.CurrentDomain.SetData(Data + ".Log", (Action<string>)_sleep.Write);
    }

    [TearDown]
    public void End()
    {
        _sleep.Dispose();
        AppDomain.CurrentDomain.SetData(Data + ".Sleep", null);
        AppDomain.CurrentDomain.SetData(Data + ".Log", null);
    }

    [TestCase("initialiser", "its module initialiser")]
    [TestCase("constructor", "its module initialiser, or the constructor of its lifecycle,")]
    [TestCase("applying", "OnApplying")]
    [TestCase("applied", "OnApplied")]
    public async Task Loading_gives_up(string where, string named)
    {
        var path = CompileSleeping(where);
        Named(Assert.Throws<LibraryTimeoutException>(() => PatchLibrary.Load(path, Timed))!);
        Named((await Assert.ThrowsAsync<LibraryTimeoutException>(() => PatchLibrary.LoadAsync(path, Timed)))!);
        Named(Assert.Throws<LibraryTimeoutException>(() => PatchLibrary.TryLoad(path, out _, Timed))!);
        using var cancellation = new CancellationTokenSource();
        var load = PatchLibrary.LoadAsync(path, Options, cancellation.Token);
        _sleep.AwaitBegun(4);
        await cancellation.CancelAsync();
        Assert.That(async () => await load, Throws.InstanceOf<OperationCanceledException>().With.Message.Contains(named));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        // What nobody waits for any more ends, and goes no further.
        var before = _sleep.Log;
        _sleep.End();
        Assert.That(LibraryContexts.Left(), Is.Zero);
        Assert.That(_sleep.Log, Is.EqualTo(before));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        void Named(PatchTimeoutException exception)
        {
            Assert.That(exception.Message, Does.Contain("Fix").And.Contain($": {named}").And.Contain("but is still running. Nothing has changed").And.Contain("No thread can be stopped"));
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        }
    }

    [Test]
    public async Task Unloading_gives_up_and_can_be_tried_again()
    {
        var library = PatchLibrary.Load(CompileSleeping("restoring"), Timed);
        Assert.That(() => library.Unload(), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains("OnRestoring was expected to end within"));
        Assert.That((library.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 100)));
        Assert.That(_sleep.Log, Is.EqualTo("applying applied restoring"));

        // One call of it after the other.
        await Assert.ThatAsync(
            async () => await library.UnloadAsync(), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains("an earlier call of its code, before OnRestoring,"));
        Assert.That(_sleep.Log, Is.EqualTo("applying applied restoring"));

        // It hears that it stays when it can.
        _sleep.End();
        Assert.That(() => _sleep.Log, Is.EqualTo("applying applied restoring applied").After((int)Limit.TotalMilliseconds, 10));
        Assert.That(() => library.Unload(Limit), Throws.Nothing);
        Assert.That((library.IsApplied, CallAdd(1, 2)), Is.EqualTo((false, 3)));
        Assert.That(_sleep.Log, Is.EqualTo("applying applied restoring applied restoring"));
    }

    [Test]
    public void An_update_gives_up_and_leaves_the_old_one()
    {
        using var old = PatchLibrary.Load(CompileSleeping("restoring"), Timed);
        var path = CompileCalculator("public static int Add(int a, int b) => 7;", "New");
        Assert.That(
            () => PatchLibrary.Load(path, new PatchLibraryOptions { Targets = Options.Targets, Timeout = TimeSpan.FromMilliseconds(100), Replaces = old }),
            Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains("OnRestoring"));
        Assert.That((old.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 100)));
        _sleep.End();
        Assert.That(() => _sleep.Log, Is.EqualTo("applying applied restoring applied").After((int)Limit.TotalMilliseconds, 10));
    }

    [Test]
    public void Any_time_out_that_the_options_take()
    {
        foreach (var timeout in new[] { TimeSpan.Zero, TimeSpan.MaxValue })
        {
            var library = PatchLibrary.Load(CompileSleeping("nowhere"), new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero, Timeout = timeout });
            Assert.That(() => library.Unload(TimeSpan.FromSeconds(-1)), Throws.InstanceOf<ArgumentOutOfRangeException>());
            Assert.That(() => library.Unload(cancellationToken: new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
            library.Unload();
        }

        Assert.That(_sleep.Log, Is.EqualTo("applying applied restoring applying applied restoring"));
    }

    [Test]
    public void As_long_as_it_takes_it_runs_on_the_callers_thread()
    {
        var thread = 0;
        AppDomain.CurrentDomain.SetData(Data + ".Log", (Action<string>)(_ => thread = Environment.CurrentManagedThreadId));
        using (PatchLibrary.Load(CompileSleeping("nowhere"), Options))
            Assert.That(thread, Is.EqualTo(Environment.CurrentManagedThreadId));
    }

    [Test]
    public void The_callers_flow_goes_along()
    {
        // A patch for this flow only, such as a test's clock, holds in the library's code too.
        var flow = new AsyncLocal<string> { Value = "mine" };
        var seen = "";
        AppDomain.CurrentDomain.SetData(Data + ".Log", (Action<string>)(_ => seen = flow.Value));
        using (PatchLibrary.Load(CompileSleeping("nowhere"), new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero, Timeout = Limit }))
            Assert.That(seen, Is.EqualTo("mine"));
    }

    private string CompileSleeping(string where)
    {
        return Compile(
            $$"""
            [Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => 100; }
            internal static class First { [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() { {{Sleep("initialiser")}} } }

            internal sealed class Lifecycle : IPatchLifecycle
            {
                public Lifecycle() { {{Sleep("constructor")}} }
                public void OnApplying(PatchApplication application) { Write("applying"); {{Sleep("applying")}} }
                public void OnApplied(PatchApplication application) { Write("applied"); {{Sleep("applied")}} }
                public void OnRestoring(PatchApplication application) { Write("restoring"); {{Sleep("restoring")}} }
                private static void Write(string what) => ((Action<string>)AppDomain.CurrentDomain.GetData("{{Data}}.Log")!)(what);
            }
            """);

        string Sleep(string here) => here == where ? $"((Action)AppDomain.CurrentDomain.GetData(\"{Data}.Sleep\")!)();" : "";
    }

    /// <summary>What the library's code does until the test ends it.</summary>
    private sealed class Sleep : IDisposable
    {
        private readonly ManualResetEventSlim _end = new();
        private readonly List<string> _log = [];
        private int _begun;
        private int _over;

        public string Log
        {
            get
            {
                lock (_log)
                    return string.Join(' ', _log);
            }
        }

        public void Run()
        {
            Interlocked.Increment(ref _begun);
            _end.Wait();
            Interlocked.Increment(ref _over);
        }

        public void Write(string what)
        {
            lock (_log)
                _log.Add(what);
        }

        public void AwaitBegun(int count) => Assert.That(() => Volatile.Read(ref _begun), Is.EqualTo(count).After((int)Limit.TotalMilliseconds, 5));

        public void Dispose()
        {
            End();
            _end.Dispose();
        }

        public void End()
        {
            _end.Set();
            Assert.That(() => Volatile.Read(ref _over) == Volatile.Read(ref _begun), Is.True.After((int)Limit.TotalMilliseconds, 5));
        }
    }
}
