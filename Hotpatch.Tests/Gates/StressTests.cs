using System.Diagnostics;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Gates;

/// <summary>Patches flip while eight threads call: the promises hold at every moment, and the tests would notice if they did not.</summary>
[NonParallelizable]
[Category("Slow")]
public class StressTests(string configuration) : WovenFixtureTests(configuration)
{
    private const int Callers = 8;
    private const int FewestFlips = 10;
    private const int FewestCalls = 1_000;
    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(2);

    // A busy machine gets the time that it needs for some flips and calls.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(60);

    // By version: how many of its bodies are running. A version that has been replaced must have none.
    private readonly Bodies[] _bodies = [new(), new()];

    [Test]
    public void Drained_no_old_body_runs_after_Patch_has_returned()
    {
        var (violations, flips, calls) = FlipDrained(drainIsOff: false);
        TestContext.Out.WriteLine($"{calls} calls, {flips} flips");
        Assert.That(violations, Is.Zero);
        Assert.That(calls, Is.GreaterThan(FewestCalls));
        Assert.That(flips, Is.GreaterThan(FewestFlips));
    }

    [Test]
    public void Drained_with_the_drain_off_old_bodies_do_run()
        => Assert.That(() => FlipDrained(drainIsOff: true).Violations, Is.Positive.After(120_000, 1));

    [Test]
    public void Exclusive_two_definitions_never_run_at_once()
    {
        var (violations, flips, calls) = FlipExclusive(drainIsOff: false);
        TestContext.Out.WriteLine($"{calls} calls, {flips} flips");
        Assert.That(violations, Is.Zero);
        Assert.That(calls, Is.GreaterThan(FewestCalls));
        Assert.That(flips, Is.GreaterThan(FewestFlips));
    }

    [Test]
    public void Exclusive_with_the_drain_off_they_do()
        => Assert.That(() => FlipExclusive(drainIsOff: true).Violations, Is.Positive.After(120_000, 1));

    [Test]
    public void Tasks_that_end_on_other_threads_are_waited_for()
    {
        var handle = Fixture.Handle("Gated.Wait");
        var wait = Fixture.Type("Gated").GetMethod("Wait")!.CreateDelegate<Func<Task, Task>>();
        var violations = 0;
        var flips = 0;
        using (var crowd = new Crowd(4, _ => Task.WhenAll(Enumerable.Range(0, 10).Select(_ => wait(Task.CompletedTask))).Wait()))
        {
            for (var clock = Stopwatch.StartNew(); GoesOn(clock, flips, crowd); flips++)
            {
                var bodies = _bodies[flips % 2];
                handle.Patch((Func<Task, Task>)(async _ =>
                {
                    bodies.Enter();
                    await Task.Yield();
                    bodies.Exit();
                }));
                violations += _bodies[(flips + 1) % 2].Running;
            }

            handle.Restore();
            violations += _bodies.Sum(bodies => bodies.Running);
        }

        Assert.That(violations, Is.Zero);
        Assert.That(flips, Is.GreaterThan(FewestFlips));
        Assert.That(handle.InFlight, Is.Zero);
    }

    [Test]
    public void Every_way_to_patch_at_once_from_many_threads_leaves_nothing_behind()
    {
        var handle = (PatchHandle<Func<int, int, int>>)Fixture.Handle("Gated.Subtract");
        var call = Fixture.Type("Gated").GetMethod("Subtract")!.CreateDelegate<Func<int, int, int>>();
        using (new Crowd(4, _ => Assert.That(call(5, 3), Is.EqualTo(2).Or.GreaterThanOrEqualTo(100))))
        using (new Crowd(4, number => Patch(handle, number)))
            Thread.Sleep(Duration);

        handle.Restore();
        Assert.That(call(5, 3), Is.EqualTo(2));
        Assert.That(handle.IsPatched, Is.False);
        Assert.That(handle.InFlight, Is.Zero);
    }

    private static bool GoesOn(Stopwatch clock, int flips, Crowd crowd)
        => clock.Elapsed < Duration || ((flips <= FewestFlips || crowd.Calls <= FewestCalls) && clock.Elapsed < Longest);

    private static void Patch(PatchHandle<Func<int, int, int>> handle, int number)
    {
        switch (number)
        {
            case 0:
                using (handle.PatchScoped((_, _) => 100))
                    handle.Patch((_, _) => 101);

                break;
            case 1:
                handle.TryPatch((_, _) => 102);
                handle.TryRestore();
                break;
            case 2:
                handle.ForcePatch((_, _) => 103);
                handle.WaitForDrain();
                break;
            default:
                handle.PatchAsync((_, _) => 104).Wait();
                try
                {
                    handle.Restore(TimeSpan.FromMilliseconds(0.01));
                }
                catch (PatchTimeoutException)
                {
                    // As it was.
                }

                break;
        }
    }

    private (int Violations, int Flips, long Calls) FlipDrained(bool drainIsOff)
        => Flip("RunDrained", drainIsOff, (current, old) =>
        {
            current.Enter();
            current.Exit();
            _ = old;
            return 0;
        });

    private (int Violations, int Flips, long Calls) FlipExclusive(bool drainIsOff)
        => Flip("Run", drainIsOff, (current, old) =>
        {
            current.Enter();
            var atOnce = old.Running;
            current.Exit();
            return atOnce;
        });

    /// <summary>Patches to and fro between two replacements; what a replacement answers, and old bodies that run after the patch, are violations.</summary>
    private (int Violations, int Flips, long Calls) Flip(string method, bool drainIsOff, Func<Bodies, Bodies, int> body)
    {
        var handle = Fixture.Handle("Gated." + method);
        var call = Fixture.Type("Gated").GetMethod(method)!.CreateDelegate<Action<Action>>();
        var violations = 0;
        var flips = 0;
        Action<Action>[] replacements =
        [
            _ => Count(body(_bodies[0], _bodies[1])),
            _ => Count(body(_bodies[1], _bodies[0])),
        ];

        handle.Patch(replacements[1]);
        handle.Gate!.IsDrainOff = drainIsOff;
        try
        {
            long calls;
            using (var crowd = new Crowd(Callers, _ => call(() => { })))
            {
                for (var clock = Stopwatch.StartNew(); GoesOn(clock, flips, crowd) && (!drainIsOff || Volatile.Read(ref violations) == 0); flips++)
                {
                    handle.Patch(replacements[flips % 2]);
                    Count(_bodies[(flips + 1) % 2].Running);
                }

                crowd.Dispose();
                calls = crowd.Calls;
            }

            return (violations, flips, calls);
        }
        finally
        {
            handle.Gate.IsDrainOff = false;
            handle.Restore();
        }

        void Count(int found)
        {
            if (found > 0)
                Interlocked.Add(ref violations, found);
        }
    }

    private sealed class Bodies
    {
        private int _running;

        public int Running => Volatile.Read(ref _running);

        public void Enter() => Interlocked.Increment(ref _running);

        public void Exit() => Interlocked.Decrement(ref _running);
    }
}
