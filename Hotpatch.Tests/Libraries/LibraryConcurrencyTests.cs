using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries;

/// <summary>Threads that load, unload and replace the same libraries at once: one wins, and nothing is half done.</summary>
public class LibraryConcurrencyTests : LibraryTests
{
    [Test]
    public void One_of_those_that_unload_wins()
    {
        var path = CompileCalculator("public static int Add(int a, int b) => 100;");
        for (var i = 0; i < 50; i++)
        {
            var library = PatchLibrary.Load(path, new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero });
            var outcomes = AtOnce(4, _ => library.Unload());
            Assert.That(outcomes.Where(outcome => outcome is not null), Is.All.InstanceOf<PatchException>().And.Message.Contains("another thread"));
            Assert.That(outcomes, Has.Some.Null);
            Assert.That((library.IsApplied, CallAdd(1, 2)), Is.EqualTo((false, 3)));
        }
    }

    [Test]
    public void One_of_those_that_replace_wins()
    {
        var path = CompileCalculator("public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + 1;");
        for (var i = 0; i < 25; i++)
        {
            var old = PatchLibrary.Load(path, Options);
            var next = new PatchLibrary?[4];
            var outcomes = AtOnce(4, number =>
            {
                if (number == 3)
                    old.Unload();
                else
                    next[number] = PatchLibrary.Load(path, new PatchLibraryOptions { Targets = Options.Targets, Replaces = old });
            });
            var loaded = next.OfType<PatchLibrary>().ToArray();
            Assert.That(loaded, Has.Length.LessThanOrEqualTo(1));
            Assert.That(outcomes.Where(outcome => outcome is not null), Is.All.InstanceOf<PatchException>());
            Assert.That(Add.Layers, Has.Count.EqualTo(loaded.Length));
            Assert.That(CallAdd(1, 2), Is.EqualTo(3 + loaded.Length));
            foreach (var library in loaded)
                library.Dispose();
        }
    }

    [Test]
    public void Many_libraries_at_once_under_calls()
    {
        var paths = Enumerable.Range(0, 4).Select(number => Compile(
            $$"""
            public static class P
            {
                [Patch(typeof(Calculator))] public static int Add(Func<int, int, int> next, int a, int b) => next(a, b) + {{1 << number}};
                [Patch(typeof(Gated), "Add")] public static int AddGated(Func<int, int, int> next, int a, int b) => next(a, b) + {{1 << number}};
                [Patch(typeof(Gated))] public static int Subtract(Func<int, int, int> next, int a, int b) => next(a, b) + {{1 << number}};
                [Patch(typeof(GenericMethods))] public static T Echo<T>(Func<T, T> next, T value) => next(value);
            }
            """,
            "Fix" + number)).ToArray();
        using (new Crowd(2, _ =>
        {
            Assert.That(CallAdd(1, 2), Is.InRange(3, 18));
            Assert.That(Fixture.Call("Gated.Add", 1, 2), Is.InRange(3, 18));
            Assert.That(Fixture.Call("Gated.Subtract", 1, 2), Is.InRange(-1, 14));
        }))
        {
            var outcomes = AtOnce(4, number =>
            {
                for (var i = 0; i < 25; i++)
                    PatchLibrary.Load(paths[number], new PatchLibraryOptions { Targets = Options.Targets, UnloadWait = TimeSpan.Zero }).Dispose();
            });
            Assert.That(outcomes, Is.All.Null);
        }

        Assert.That((CallAdd(1, 2), Fixture.Call("Gated.Add", 1, 2), Fixture.Call("Gated.Subtract", 1, 2)), Is.EqualTo((3, (object)3, (object)-1)));
    }

    private static Exception?[] AtOnce(int count, Action<int> action)
    {
        var outcomes = new Exception?[count];
        using var barrier = new Barrier(count);
        var threads = Enumerable.Range(0, count).Select(number => new Thread(() =>
        {
            try
            {
                barrier.SignalAndWait();
                action(number);
            }
#pragma warning disable CA1031 // The test looks at it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                outcomes[number] = exception;
            }
        })
        { IsBackground = true }).ToArray();
        foreach (var thread in threads)
            thread.Start();

        foreach (var thread in threads)
            Assert.That(thread.Join(TimeSpan.FromSeconds(60)), Is.True, "a thread hangs");

        return outcomes;
    }
}
