using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Libraries keep what the methods promise about running calls, and can be loaded in every way of waiting.</summary>
[Category("Slow")]
public class LibraryWaitingTests : LibraryTests
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(50);

    private string Path { get; set; } = "";

    [OneTimeSetUp]
    public void CompileOnce()
        => Path = Compile(
            """
            [Patch(typeof(Gated))]
            public static class Patches
            {
                public static int Add(int a, int b) => 100;
                public static int Subtract(int a, int b) => 100;
                public static void Run(Action<Action> next, Action action) => next(action);
            }
            """);

    private static string Answers => $"{Fixture.Call("Gated.Add", 1, 2)} {Fixture.Call("Gated.Subtract", 1, 2)} {Run.Layers.Count}";

    [Test]
    public async Task Every_way_to_load()
    {
        var ways = new Func<Task<PatchLibrary>>[]
        {
            () => Task.FromResult(PatchLibrary.Load(Path, Patient)),
            () => Task.FromResult(PatchLibrary.Load(Path, new PatchLibraryOptions { Targets = Patient.Targets, Timeout = Short })),
            () => PatchLibrary.LoadAsync(Path, Patient),
            () => PatchLibrary.LoadAsync(new MemoryStream(File.ReadAllBytes(Path)), Patient),
            () => Task.FromResult(PatchLibrary.TryLoad(Path, out var library, Patient) ? library : throw new InvalidOperationException()),
            () => Task.FromResult(PatchLibrary.ForceLoad(Path, Patient)),
        };
        foreach (var way in ways)
        {
            await using var library = await way();
            Assert.That(Answers, Is.EqualTo("100 100 1"));
        }

        Assert.That(Answers, Is.EqualTo("3 -1 0"));
    }

    [Test]
    public void Time_outs_leave_all_as_it_was()
    {
        using var call = new RunningCall(Fixture, Run);
        var timed = new PatchLibraryOptions { Targets = Patient.Targets, Timeout = Short };
        Assert.That(() => PatchLibrary.Load(Path, timed), Throws.InstanceOf<PatchTimeoutException>());
        Assert.That(async () => await PatchLibrary.LoadAsync(Path, timed), Throws.InstanceOf<PatchTimeoutException>());
        Assert.That(PatchLibrary.TryLoad(Path, out var none, Patient), Is.False);
        Assert.That(none, Is.Null);
        using var cancelled = new CancellationTokenSource(Short);
        Assert.That(async () => await PatchLibrary.LoadAsync(Path, Patient, cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(async () => await PatchLibrary.LoadAsync(Path, Patient, new CancellationToken(canceled: true)), Throws.InstanceOf<OperationCanceledException>());
        call.End();
        Assert.That(Answers, Is.EqualTo("3 -1 0"));
    }

    [Test]
    public async Task Unloading_waits_for_calls_or_leaves_all_as_it_was()
    {
        var library = PatchLibrary.Load(Path, Patient);
        using (var call = new RunningCall(Fixture, Run))
        {
            Assert.That(() => library.Unload(Short), Throws.InstanceOf<PatchTimeoutException>());
            Assert.That(async () => await library.UnloadAsync(Short), Throws.InstanceOf<PatchTimeoutException>());
            using var cancelled = new CancellationTokenSource(Short);
            Assert.That(() => library.Unload(cancellationToken: cancelled.Token), Throws.InstanceOf<OperationCanceledException>());
            Assert.That(library.IsApplied, Is.True);
            var unload = library.UnloadAsync();
            Assert.That(unload.IsCompleted, Is.False);
            Assert.That(() => library.Unload(), Throws.InstanceOf<PatchException>().With.Message.Contains("another thread"));
            call.End();
            Assert.That((await unload).IsGone, Is.True);
        }

        Assert.That(Answers, Is.EqualTo("3 -1 0"));
    }

    [Test]
    public void Within_a_method_that_it_would_wait_for()
    {
        var run = (Action<Action>)(action => Fixture.Call("Gated.Run", action));
        run(() =>
        {
            Assert.That(() => PatchLibrary.Load(Path, Patient), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(async () => await PatchLibrary.LoadAsync(Path, Patient), Throws.InstanceOf<PatchDeadlockException>());
            Assert.That(PatchLibrary.TryLoad(Path, out _, Patient), Is.False);
        });
        Assert.That(Run.IsPatched, Is.False);
        PatchLibrary? forced = null;
        run(() => forced = PatchLibrary.ForceLoad(Path, Patient));
        Assert.That(Run.Layers, Has.Count.EqualTo(1));
        run(() => Assert.That(() => forced!.Unload(), Throws.InstanceOf<PatchDeadlockException>()));
        Assert.That(forced!.Unload().IsGone, Is.True);
    }

    [Test]
    public void Exclusive_methods_change_as_one()
    {
        // Both are Exclusive: a call that sees one new and the other old would say so.
        var path = Compile(
            """
            [Patch(typeof(Gated))]
            public static class Patches
            {
                public static int Subtract(int a, int b) => 1000;
                public static void Run(Action<Action> next, Action action) { Depth.Value++; next(action); Depth.Value--; }
                public static readonly ThreadLocal<int> Depth = new();
            }
            """);
        var calls = 0;
        using (new Crowd(2, _ => Fixture.Call("Gated.Run", (Action)(() => Interlocked.Increment(ref calls)))))
        {
            for (var i = 0; i < 20; i++)
            {
                var library = PatchLibrary.Load(path, Patient);
                Assert.That(Fixture.Call("Gated.Subtract", 1, 2), Is.EqualTo(1000));
                library.Dispose();
                Assert.That(Fixture.Call("Gated.Subtract", 1, 2), Is.EqualTo(-1));
            }
        }

        Assert.That(calls, Is.Positive);
    }

    /// <summary>A call that runs on another thread until it is told to end.</summary>
}
