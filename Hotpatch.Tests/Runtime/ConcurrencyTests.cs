using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Runtime;

/// <summary>Patching from several threads while others call: bounded, with invariants.</summary>
[TestFixture("Debug")]
[TestFixture("Release")]
public class ConcurrencyTests(string configuration)
{
    private const int Callers = 6;
    private const int Patches = 20_000;

    private readonly LoadedAssembly _fixture = LoadedAssembly.WovenFixture(configuration);

    [Test]
    public void A_call_that_starts_after_Patch_has_returned_runs_the_replacement()
    {
        var type = _fixture.Type("Calculator");
        var call = type.GetMethod("Add")!.CreateDelegate<Func<int, int, int>>();
        var handle = Patchable.For(call);
        var announced = 0;
        var done = false;
        var failures = 0;
        var calls = 0L;

        var callers = Enumerable.Range(0, Callers).Select(_ => Start(() =>
        {
            var mine = 0L;

            // At least one call, however late the thread begins.
            do
            {
                var before = Volatile.Read(ref announced);
                var seen = call(0, 0);
                mine++;
                if (seen < before)
                    Interlocked.Increment(ref failures);
            }
            while (!Volatile.Read(ref done));

            Interlocked.Add(ref calls, mine);
        })).ToArray();

        for (var version = 1; version <= Patches; version++)
        {
            var answer = version;
            handle.Patch((_, _) => answer);
            Volatile.Write(ref announced, version);
        }

        Volatile.Write(ref done, true);
        Join(callers);
        handle.Restore();
        Assert.Multiple(() =>
        {
            Assert.That(failures, Is.Zero, "a call ran what had been replaced before it began");
            Assert.That(calls, Is.Positive);
            Assert.That(call(2, 3), Is.EqualTo(5));
        });
    }

    [Test]
    public void Patching_restoring_and_scopes_from_many_threads_leave_nothing_behind()
    {
        var call = _fixture.Type("Signatures").GetMethod("Nullable")!.CreateDelegate<Func<int?, int?>>();
        var handle = Patchable.For(call);
        var done = false;
        var strange = 0;
        var changes = 0;
        EventHandler<PatchChangedEventArgs> count = (_, _) => Interlocked.Increment(ref changes);
        handle.Changed += count;

        var callers = Enumerable.Range(0, 2).Select(_ => Start(() =>
        {
            while (!Volatile.Read(ref done))
            {
                // 1 from the original, 100 to 103 from replacements; nothing else, and never a null reference.
                if (call(0) is not (1 or >= 100 and <= 103))
                    Interlocked.Increment(ref strange);
            }
        })).ToArray();

        var patchers = Enumerable.Range(0, 4).Select(number => Start(() =>
        {
            for (var i = 0; i < 2_000; i++)
            {
                var outer = handle.PatchScoped(_ => 100 + number);
                handle.Patch(_ => 100 + number);
                using (handle.PatchScoped(_ => 100 + number))
                    outer.Dispose();

                if (i % 3 == 0)
                    handle.Restore();
            }
        })).ToArray();

        Join(patchers);
        Volatile.Write(ref done, true);
        Join(callers);
        handle.Restore();
        handle.Changed -= count;
        Assert.Multiple(() =>
        {
            Assert.That(strange, Is.Zero);
            Assert.That(changes, Is.Positive);
            Assert.That(handle.IsPatched, Is.False);
            Assert.That(call(5), Is.EqualTo(6));
        });
    }

    [TestCase("SpinStatic", "Static")]
    [TestCase("SpinInstance", "Instance")]
    public void A_running_loop_sees_the_change(string spin, string method)
    {
        var loops = _fixture.New("Loops");
        _fixture.Type("Loops").GetField("Stop")!.SetValue(null, false);
        var handle = _fixture.Handle("Loops." + method);
        var seen = false;
        var loop = Start(() => seen = (bool)LoadedAssembly.CallOn(loops, spin, 200_000)!);

        // Long enough for the loop to be compiled again with all optimisations, on the stack.
        Thread.Sleep(TimeSpan.FromMilliseconds(500));
        Assert.That(loop.IsAlive, Is.True, "nothing has changed yet");
        handle.Patch(method == "Static" ? (Func<int, int>)(_ => 1) : (Func<object, int, int>)((_, _) => 1));

        var ended = loop.Join(TimeSpan.FromSeconds(60));
        _fixture.Type("Loops").GetField("Stop")!.SetValue(null, true);
        handle.Restore();
        Assert.Multiple(() =>
        {
            Assert.That(ended, Is.True);
            Assert.That(seen, Is.True);
        });
    }

    private static Thread Start(Action body)
    {
        var thread = new Thread(() => body()) { IsBackground = true };
        thread.Start();
        return thread;
    }

    private static void Join(IEnumerable<Thread> threads)
    {
        foreach (var thread in threads)
            Assert.That(thread.Join(TimeSpan.FromSeconds(60)), Is.True, "a thread hangs");
    }
}
