using System.Runtime.CompilerServices;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>What is taken back, and whether the library leaves memory.</summary>
[Category("Slow")]
public class UnloadTests : LibraryTests
{
    [Test]
    public void Patchable_methods_of_a_library_are_not_found_once_it_is_unloaded()
    {
        var references = ReferenceList.OfFixture("Release").With([typeof(PatchLibrary).Assembly.Location, Fixture.Path]);
        var plain = Compile("[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => Leaving.Sum(a, b); } public static class Leaving { [Patchable] public static int Sum(int a, int b) => a * b; }", "LeavingFix");
        var woven = WeaverRun.Succeed(plain, PathOf("woven", "LeavingFix.dll"), references).Output;
        using (PatchLibrary.Load(woven, Options))
            Assert.That((CallAdd(3, 4), Found()), Is.EqualTo((12, 1)));

        // The context may still be in memory.
        Assert.That((CallAdd(3, 4), Found()), Is.EqualTo((7, 0)));

        static int Found() => Patchable.Where(handle => handle.Name == "Leaving.Sum(System.Int32,System.Int32)").Count;
    }

    private static readonly PatchLibraryOptions Impatient = new() { Targets = Patient.Targets, UnloadWait = TimeSpan.FromMilliseconds(50) };

    [Test]
    public async Task Restores_exactly_and_is_gone()
    {
        var path = CompileCalculator("public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + 1000;");
        foreach (var unload in new Func<PatchLibrary, Task<UnloadResult>>[] { library => Task.FromResult(library.Unload()), library => library.UnloadAsync() })
        {
            using var scope = Add.PatchScoped((a, b) => a * b);
            var library = PatchLibrary.Load(path, Patient);
            Assert.That(CallAdd(2, 3), Is.EqualTo(1006));
            Add.Patch((a, b) => 7);
            Assert.That(CallAdd(2, 3), Is.EqualTo(1007));
            var result = await unload(library);
            Assert.That(CallAdd(2, 3), Is.EqualTo(7));
            Assert.That((result.IsGone, result.MayHold.Count, library.IsApplied), Is.EqualTo((true, 0, false)), result.ToString());
            Assert.That(library.Unload(), Is.SameAs(result));
            Assert.That(await library.UnloadAsync(), Is.SameAs(result));
            Assert.That(library.Applied, Is.Empty);
            library.Dispose();
            await library.DisposeAsync();
            Add.Restore();
        }
    }

    [Test]
    public void What_others_have_taken_out_already()
    {
        var library = PatchLibrary.Load(CompileCalculator("public static int Add(int a, int b) => 100;"), Patient);
        Add.Restore();
        Add.Patch((a, b) => 5);
        Assert.That(library.Unload().IsGone, Is.True);
        Assert.That(CallAdd(1, 2), Is.EqualTo(5));
        Add.Restore();
    }

    /// <summary>Looking for handles fails then, but not what takes back.</summary>
    [Test]
    public void An_assembly_for_a_newer_runtime_is_in_nobody_s_way()
    {
        var library = PatchLibrary.Load(CompileCalculator("public static int Add(int a, int b) => 100;"), Patient);
        using var folder = new TempFolder();
        var context = Beside(
            Compiled.ToFolder(
                folder.FullName,
                """
                [assembly: Hotpatch.Woven.WovenAssembly(typeof(M), 99)]
                public class M : Hotpatch.Woven.Manifest { public override void Describe(Hotpatch.Woven.HandleList list) => throw new System.Exception(); }
                """,
                "FutureNeighbour"),
            () =>
            {
                Assert.Throws<ContractVersionException>(() => _ = Patchable.All);
                Assert.That(library.Unload().IsGone, Is.True);
                Assert.That(CallAdd(1, 2), Is.EqualTo(3));
            });

        // Other tests look for handles.
        Assert.That(Garbage.Goes(() => !context.IsAlive), Is.True);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static WeakReference Beside(string path, Action action)
    {
        var context = new System.Runtime.Loader.AssemblyLoadContext("future", isCollectible: true);
        context.LoadFromAssemblyPath(path);
        try
        {
            action();
        }
        finally
        {
            context.Unload();
        }

        return new WeakReference(context);
    }

    [Test]
    public void Nobody_keeps_the_object()
    {
        // A context that is being unloaded by itself could not resolve what this call is the first to need.
        Load(CompileCalculator("public static int Add(int a, int b) => 100 + System.Linq.Enumerable.Count(System.Linq.Enumerable.Range(0, 3));"));
        for (var i = 0; i < 5; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        Assert.That(CallAdd(1, 2), Is.EqualTo(103));
        Add.Restore();
        Assert.That(LibraryContexts.Left(expected: 1), Is.EqualTo(1), "until it is unloaded");
        Unload();

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Load(string path) => _ = PatchLibrary.Load(path, Patient);

        // As the next version would.
        static void Unload() => PatchLibrary.All.Single().Dispose();
    }

    [Test]
    public void Says_what_may_hold_it()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                public static int Add(int a, int b)
                {
                    Patchable.For<Func<decimal, decimal>>(typeof(PriceService), "Discount").Patch(total => 0);
                    Patchable.For<Func<decimal, decimal>>(typeof(PriceService), "Discount").Changed += Look;
                    return 100;
                }

                private static void Look(object? sender, PatchChangedEventArgs e) { }
            }
            """);
        var library = PatchLibrary.Load(path, Impatient);
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        var result = library.Unload();
        Assert.That(result.IsGone, Is.False);
        Assert.That(result.MayHold[0], Is.EqualTo("Fixtures.PriceService.Discount(System.Decimal) is patched with a delegate of it"));
        Assert.That(result.MayHold[1], Is.EqualTo("Fixtures.PriceService.Discount(System.Decimal) has a subscriber of it at Changed"));
        Assert.That(result.ToString(), Does.StartWith("still in memory").And.Contain("a thread or a timer"));
        Fixture.Handle("PriceService.Discount").Restore();
        RemoveSubscribers(Fixture.Handle("PriceService.Discount"));
        Assert.That(LibraryContexts.Left(), Is.Zero);
        Assert.That(result.IsGone, Is.True);
    }

    [Test]
    public async Task Calls_that_are_still_running_end_in_it()
    {
        // Immediate methods: nobody waits, and the library stays until they have ended.
        var path = Compile(
            """
            [Patch(typeof(Asynchronous))]
            public static class Patches
            {
                public static async Task<string> Nested(Asynchronous self, string text)
                {
                    await (Task)AppDomain.CurrentDomain.GetData("UnloadTests.Go")!;
                    return text + new Inner();
                }

                private sealed class Inner { public override string ToString() => " from the library"; }
            }
            """);
        var go = new TaskCompletionSource();
        AppDomain.CurrentDomain.SetData("UnloadTests.Go", go.Task);
        var library = PatchLibrary.Load(path, Impatient);
        var calls = Enumerable.Range(0, 3).Select(_ => Call()).ToArray();
        var result = library.Unload();
        Assert.That(result.IsGone, Is.False);
        Assert.That(result.MayHold[0], Does.StartWith("a call that is still running in Fix"));
        go.SetResult();
        Assert.That(await Task.WhenAll(calls), Is.All.EqualTo("t from the library"));
        AppDomain.CurrentDomain.SetData("UnloadTests.Go", null);

        [MethodImpl(MethodImplOptions.NoInlining)]
        static Task<string> Call() => (Task<string>)LoadedAssembly.CallOn(Fixture.New("Asynchronous"), "Nested", "t")!;
    }

    [Test]
    public void Types_of_the_library_as_type_arguments()
    {
        var path = Compile(
            """
            public struct Mine;
            public static class Patches
            {
                [Patch(typeof(Box<>))] public static T Get<T>(Func<Box<T>, T> next, Box<T> self) => next(self);
                [Patch(typeof(GenericMethods), "Echo", TypeArguments = new[] { typeof(Mine[]) })] public static Mine[] Echo(Mine[] value) => value;
                [Patch(typeof(Calculator))] public static int Add(int a, int b)
                {
                    new Box<Mine>(default).Get();
                    new Box<List<Mine>>(new()).Get();
                    GenericMethods.Echo(new Mine[1]);
                    return GenericMethods.Echo(typeof(Mine).Name).Length;
                }
            }
            """);
        var library = PatchLibrary.Load(path, Patient);
        Assert.That(CallAdd(1, 2), Is.EqualTo("not generic Mine".Length));
        Assert.That(library.Unload().ToString(), Is.EqualTo("gone"));
    }

    [Test]
    public void One_thousand_cycles()
    {
        var path = Compile(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                private static readonly List<byte[]> State = new();
                private static int _calls;
                public static int Add(Func<int, int, int> next, int a, int b)
                {
                    State.Add(new byte[10_000]);
                    if (++_calls % 2 == 0)
                        throw new Mine();

                    return next(a, b) + State.Count;
                }

                [Patch(typeof(Asynchronous))]
                public static async Task<string> Nested(Asynchronous self, string text) { await Task.Yield(); return text; }
            }

            public sealed class Mine : Exception;
            """);
        long before = 0;
        var pending = new List<Task>();
        for (var i = 0; i < 1_000; i++)
        {
            Cycle(path, pending);
            if (i % 200 == 199)
            {
                Finish(pending);
                Assert.That(LibraryContexts.Left(), Is.Zero);
            }

            if (i == 99)
                before = GC.GetTotalMemory(forceFullCollection: true);
        }

        // Other threads of the tests may hold something for a while.
        Assert.That(() => GC.GetTotalMemory(forceFullCollection: true) - before, Is.LessThan(4_000_000).After(60_000, 500));

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Finish(List<Task> pending)
        {
            Task.WaitAll([.. pending]);
            pending.Clear();
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        static void Cycle(string path, List<Task> pending)
        {
            var library = PatchLibrary.Load(path, new PatchLibraryOptions { Targets = Patient.Targets, UnloadWait = TimeSpan.Zero });
            Assert.That(CallAdd(1, 2), Is.EqualTo(4));
            Assert.That(Throws(), Is.True);
            pending.Add((Task)LoadedAssembly.CallOn(Fixture.New("Asynchronous"), "Nested", "t")!);
            library.Dispose();
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        }

        static bool Throws()
        {
            try
            {
                CallAdd(1, 2);
                return false;
            }
            catch (Exception exception) when (exception.GetType().Name == "Mine")
            {
                return true;
            }
        }
    }

    private static void RemoveSubscribers(PatchHandle handle)
    {
        foreach (var subscriber in handle.Subscribers)
            handle.Changed -= (EventHandler<PatchChangedEventArgs>)subscriber;
    }
}
