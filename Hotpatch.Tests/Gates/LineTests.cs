using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>The line before a closed gate: who stands in it, and how they leave it.</summary>
public class LineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Test]
    public void What_the_gate_has_kept_waiting_the_next_patch_waits_for()
    {
        foreach (var isBlocking in new[] { true, false })
        {
            var gate = Gate.Exclusive();
            var end = new TaskCompletionSource();
            using var release = new ManualResetEventSlim();
            gate.Close();
            var call = isBlocking
                ? Task.Factory.StartNew(
                    () =>
                    {
                        ref var inside = ref gate.Enter();
                        release.Wait();
                        inside.Exit();
                    },
                    CancellationToken.None,
                    TaskCreationOptions.LongRunning,
                    TaskScheduler.Default)
                : gate.WhenOpen(() => end.Task);
            Assert.That(() => gate.Waiting, Is.EqualTo(1).After(60_000, 5));

            // One patch right after the other, before the call has gone on.
            gate.Open();
            gate.Close();
            for (var look = 0; look < 1_000; look++)
                Assert.That(IsEmpty(gate), Is.False);

            Assert.That(gate.Waiting, Is.Zero);
            release.Set();
            end.SetResult();
            Assert.That(call.Wait(Long), Is.True);
            Assert.That(IsEmpty(gate), Is.True);
            gate.Open();
        }
    }

    [Test]
    public async Task The_pool_is_free_while_calls_wait()
    {
        var gate = Gate.Exclusive();
        var begun = 0;
        gate.Close();

        // On threads of the pool these would take all that there are and can come for minutes.
        var calls = Enumerable.Range(0, 2_000).Select(_ => Task.Run(() => gate.WhenOpen(async () =>
        {
            Interlocked.Increment(ref begun);
            await Task.Yield();
        }))).ToArray();
        Assert.That(() => gate.Waiting, Is.EqualTo(calls.Length).After(60_000, 5));
        for (var i = 0; i < 100; i++)
            await Task.Run(() => { }).WaitAsync(Long);

        Assert.That(begun, Is.Zero);
        gate.Open();
        await Task.WhenAll(calls).WaitAsync(Long);
        Assert.That(begun, Is.EqualTo(calls.Length));
    }

    [Test]
    public async Task Where_calls_hold_the_pool_a_patch_gives_up_in_time_and_all_go_on()
    {
        var gate = Gate.Exclusive();
        var held = HeldCall.In(gate);
        var change = new NoOne();
        var patch = TransitionRun.RunAsync(new Transition([gate], change), change, new Patience(TimeSpan.FromMilliseconds(100), CancellationToken.None));

        // More than the pool has threads.
        var calls = Enumerable.Range(0, 40).Select(_ => Task.Run(() => gate.Enter().Exit())).ToArray();
        Assert.That(async () => await patch.WaitAsync(Long), Throws.InstanceOf<PatchTimeoutException>());
        await Task.WhenAll(calls).WaitAsync(Long);
        held.Release();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void A_thread_that_is_interrupted_leaves_the_line()
    {
        var gate = Gate.Exclusive();
        gate.Close();
        var (thread, failure) = Start(() => gate.Enter().Exit());
        Assert.That(() => gate.Waiting, Is.EqualTo(1).After(60_000, 5));
        thread.Interrupt();
        thread.Join();
        Assert.That(failure(), Is.InstanceOf<ThreadInterruptedException>());
        Assert.That(gate.Waiting, Is.Zero);
        gate.Open();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void Interruptions_leave_no_gate_closed_and_no_call_counted()
    {
        var gate = Gate.Exclusive();
        using var done = new ManualResetEventSlim();
        Thread[] threads =
        [
            .. Enumerable.Range(0, 3).Select(_ => StartLoop(() => gate.Enter().Exit())),
            .. Enumerable.Range(0, 2).Select(_ => StartLoop(() =>
            {
                var change = new NoOne();
                TransitionRun.Run(new Transition([gate], change), change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));
            })),
        ];
        for (var i = 0; i < 20_000; i++)
            threads[i % threads.Length].Interrupt();

        done.Set();
        foreach (var thread in threads)
            Assert.That(thread.Join(Long), Is.True, "a thread hangs");

        Assert.That(gate.IsClosed, Is.False);
        Assert.That(gate.Register.InFlight, Is.Zero);
        Assert.That(gate.Waiting, Is.Zero);
        Assert.That(gate.TryTakeTurn(), Is.True);

        Thread StartLoop(Action action)
        {
            var thread = new Thread(() =>
            {
                while (!done.IsSet)
                {
                    try
                    {
                        action();
                    }
                    catch (ThreadInterruptedException)
                    {
                        // Where it waits, it may.
                    }
                }
            })
            { IsBackground = true };
            thread.Start();
            return thread;
        }
    }

    [Test]
    public void A_call_from_within_a_gate_that_closes_later_is_let_in_when_it_does()
    {
        Gate first = Gate.Exclusive(), second = Gate.Exclusive();
        first.Close();
        ref var inside = ref second.Enter();
        var call = first.WhenOpen(() => Task.CompletedTask);
        inside.Track(call);
        inside.Exit();
        Assert.That(call.IsCompleted, Is.False);

        // What both close waits for the call within the second, which waits for this one.
        second.Close();
        first.Seal(false);
        Assert.That(call.Wait(Long), Is.True);
        Assert.That(SpinWait.SpinUntil(() => IsEmpty(second), Long), Is.True, "the count follows the completion at once, but on the thread that completes");
        second.Open();
        first.Open();
    }

    private static bool IsEmpty(Gate gate) => gate.Register.HasNoOthers() && gate.Register.HasNoCalls() && gate.Register.HasNoOthers();

    private static (Thread Thread, Func<Exception?> Failure) Start(Action action)
    {
        Exception? failure = null;
        var thread = new Thread(() =>
        {
            try
            {
                action();
            }
            catch (Exception exception)
            {
                failure = exception;
            }
        })
        { IsBackground = true };
        thread.Start();
        return (thread, () => failure);
    }
}
