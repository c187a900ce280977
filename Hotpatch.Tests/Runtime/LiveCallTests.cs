using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>
/// Patching around calls that are running, hot or nested: what MonoMod's tests DetourModify, MultiHook, DisableInlining, TieredCompilation
/// and AssemblyLoadContextHook assert.
/// </summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class LiveCallTests(string configuration)
{
    private const string Source =
        """
        using System;
        using Hotpatch;
        namespace Fixtures;
        public static class Live
        {
            [Patchable] public static string Run(Func<string> inside) => "<" + inside() + ">";
            [Patchable] public static string Chain(string text) => "(" + text + ")";
            [Patchable] public static int Tiny(int value) => value + 1;

            // A caller of its own for every phase, which the JIT compiles with what it then knows.
            public static long Sum(int calls)
            {
                var sum = 0L;
                for (var i = 0; i < calls; i++)
                    sum += Tiny(0);
                return sum;
            }
        }
        """;

    private LoadedAssembly _live = null!;

    [OneTimeSetUp]
    public void Weave() => _live = WovenSource.Load(Source, configuration);

    [TearDown]
    public void RestoreAll()
    {
        foreach (var handle in Patchable.In(_live.Assembly))
            handle.Restore();
    }

    private string Run(Func<string> inside) => (string)_live.Call("Live.Run", inside)!;

    [Test]
    public void A_call_of_the_original_that_patches_its_own_method_ends_as_it_began()
    {
        var handle = Patchable.For<Func<Func<string>, string>>(_live.Type("Live"), "Run");
        var first = Run(() =>
        {
            handle.Patch(inside => "[" + inside() + "]");
            return Run(() => "inner");
        });
        Assert.That(first, Is.EqualTo("<[inner]>"));
        Assert.That(Run(() => "next"), Is.EqualTo("[next]"));
    }

    [Test]
    public void A_replacement_that_is_replaced_and_restored_from_within_ends_as_it_began()
    {
        var handle = Patchable.For<Func<Func<string>, string>>(_live.Type("Live"), "Run");
        handle.Patch(inside =>
        {
            handle.Patch(other => "{" + other() + "}");
            var replaced = Run(() => "a");
            handle.Restore();
            return "[" + replaced + Run(() => "b") + inside() + "]";
        });
        Assert.That(Run(() => "c"), Is.EqualTo("[{a}<b>c]"));
        Assert.That(Run(() => "d"), Is.EqualTo("<d>"));
    }

    [Test]
    public void Calls_on_other_threads_end_on_what_they_began_with()
    {
        var handle = Patchable.For<Func<Func<string>, string>>(_live.Type("Live"), "Run");
        var (inOriginal, leaveOriginal) = Enter("original");
        handle.Patch(inside => "[" + inside() + "]");
        var (inReplacement, leaveReplacement) = Enter("replacement");
        handle.Restore();

        leaveReplacement.Set();
        leaveOriginal.Set();
        Assert.Multiple(() =>
        {
            Assert.That(inOriginal.Result, Is.EqualTo("<original>"));
            Assert.That(inReplacement.Result, Is.EqualTo("[replacement]"));
            Assert.That(Run(() => "next"), Is.EqualTo("<next>"));
        });
        leaveReplacement.Dispose();
        leaveOriginal.Dispose();

        (Task<string> Call, ManualResetEventSlim Leave) Enter(string text)
        {
            using var entered = new ManualResetEventSlim();
            var leave = new ManualResetEventSlim();
            var call = Task.Factory.StartNew(
                () => Run(() =>
                {
                    entered.Set();
                    leave.Wait();
                    return text;
                }),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default);
            Assert.That(entered.Wait(TimeSpan.FromSeconds(60)), Is.True, "the call is inside");
            return (call, leave);
        }
    }

    [Test]
    public void Nested_scopes_that_call_what_was_there_before_them()
    {
        var handle = Patchable.For<Func<string, string>>(_live.Type("Live"), "Chain");
        var scopes = new Stack<PatchScope>();
        var expected = new Stack<string>(["(x)"]);
        foreach (var name in new[] { "a", "b", "c", "d" })
        {
            var below = handle.Current;
            scopes.Push(handle.PatchScoped(text => name + below(text) + name));
            expected.Push(name + expected.Peek() + name);
            Assert.That(_live.Call("Live.Chain", "x"), Is.EqualTo(expected.Peek()));
        }

        Assert.That(expected.Peek(), Is.EqualTo("dcba(x)abcd"));
        while (scopes.TryPop(out var scope))
        {
            scope.Dispose();
            expected.Pop();
            Assert.That(_live.Call("Live.Chain", "x"), Is.EqualTo(expected.Peek()));
        }

        Assert.That(handle.IsPatched, Is.False);
    }

    [Test]
    public void Patches_of_a_tiny_method_are_seen_before_while_and_after_its_callers_are_optimised()
    {
        var handle = Patchable.For<Func<int, int>>(_live.Type("Live"), "Tiny");
        var sum = _live.Type("Live").GetMethod("Sum")!.CreateDelegate<Func<int, long>>();

        // Each phase is long enough for the runtime to count calls, to compile in the background and to replace loops that run.
        Phase(expected: 1);
        handle.Patch(_ => 5);
        Phase(expected: 5);
        handle.Patch(value => handle.Original(value) * 10);
        Phase(expected: 10);
        handle.Restore();
        Phase(expected: 1);

        void Phase(int expected)
        {
            for (var round = 0; round < 60; round++)
            {
                Assert.That(sum(2000), Is.EqualTo(2000 * expected));
                Thread.Sleep(round % 10 == 9 ? 30 : 0);
            }
        }
    }

    [Test]
    public void The_same_assembly_in_another_load_context_is_not_patched()
    {
        var other = LoadedAssembly.Load(_live.Path);
        var handle = Patchable.For<Func<string, string>>(_live.Type("Live"), "Chain");
        var otherHandle = Patchable.For<Func<string, string>>(other.Type("Live"), "Chain");
        Assert.That(otherHandle, Is.Not.SameAs(handle));

        handle.Patch(text => "patched " + text);
        Assert.That(_live.Call("Live.Chain", "x"), Is.EqualTo("patched x"));
        Assert.That(other.Call("Live.Chain", "x"), Is.EqualTo("(x)"));

        otherHandle.Patch(handle.Current);
        handle.Restore();
        Assert.That(_live.Call("Live.Chain", "x"), Is.EqualTo("(x)"));
        Assert.That(other.Call("Live.Chain", "x"), Is.EqualTo("patched x"));
    }
}
