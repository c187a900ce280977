using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Calls in the line before a closed gate: in which order, with what and where they begin, and how they leave it.</summary>
public class LineTests
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Test]
    public async Task Calls_begin_in_order_with_what_flowed_to_them()
    {
        var gate = Gate.Exclusive();
        var flow = new AsyncLocal<int>();
        var begun = new List<(int Number, int Flow)>();
        var scheduler = new ConcurrentExclusiveSchedulerPair().ExclusiveScheduler;
        gate.Close();
        var calls = await Task.Factory.StartNew(
            () => Enumerable.Range(0, 100).Select(number =>
            {
                flow.Value = number + 1000;
                return gate.WhenOpen(() =>
                {
                    begun.Add((number, flow.Value));
                    return Task.FromResult(TaskScheduler.Current == scheduler);
                });
            }).ToArray(),
            CancellationToken.None,
            TaskCreationOptions.None,
            scheduler);
        Assert.That(gate.Waiting, Is.EqualTo(100));
        gate.Open();
        Assert.That(await Task.WhenAll(calls).WaitAsync(Long), Is.All.True, "where an await goes on");
        Assert.That(begun, Is.EqualTo(Enumerable.Range(0, 100).Select(number => (number, number + 1000))));
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public async Task A_call_goes_on_in_its_synchronization_context_and_nobody_else_calls_that()
    {
        var gate = Gate.Exclusive();
        var context = new Recording();
        SynchronizationContext.SetSynchronizationContext(context);
        Task<SynchronizationContext?> call;
        try
        {
            gate.Close();
            call = gate.WhenOpen(() => Task.FromResult(SynchronizationContext.Current));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        var own = Environment.CurrentManagedThreadId;
        gate.Open();
        while (!call.IsCompleted)
            Thread.Sleep(1);

        Assert.That(await call, Is.SameAs(context));
        Assert.That(context.Posters, Is.Not.Empty.And.None.EqualTo(own), "Posting is foreign: not on the thread that opens.");
    }

    [Test]
    public void A_context_gets_its_calls_in_their_order()
    {
        for (var round = 0; round < 50; round++)
        {
            var gate = Gate.Exclusive();
            using var posted = new System.Collections.Concurrent.BlockingCollection<Action>();
            var begun = new List<int>();
            SynchronizationContext.SetSynchronizationContext(new Queueing(posted));
            gate.Close();
            Task[] calls;
            try
            {
                calls = [.. Enumerable.Range(0, 100).Select(number => gate.WhenOpen(() =>
                {
                    begun.Add(number);
                    return Task.CompletedTask;
                }))];
            }
            finally
            {
                SynchronizationContext.SetSynchronizationContext(null);
            }

            gate.Open();
            foreach (var _ in calls)
            {
                Assert.That(posted.TryTake(out var next, Long), Is.True);
                next!();
            }

            Assert.That(begun, Is.EqualTo(Enumerable.Range(0, 100)));
            Assert.That(Task.WaitAll(calls, Long), Is.True);
        }
    }

    [Test]
    public async Task Where_the_thread_of_a_context_waits_for_the_call_it_begins_elsewhere()
    {
        var gate = Gate.Exclusive();
        using var posted = new System.Collections.Concurrent.BlockingCollection<Action>();
        var result = new TaskCompletionSource<int>();
        var thread = new Thread(() =>
        {
            SynchronizationContext.SetSynchronizationContext(new Queueing(posted));

            // This is how it hangs for ever where the context is needed: nobody takes what is posted.
            result.SetResult(gate.WhenOpen(async () =>
            {
                await Task.Yield();
                return 3;
            }).Result);
        }) { IsBackground = true };
        gate.Close();
        thread.Start();
        Assert.That(() => gate.Waiting, Is.EqualTo(1).After(60_000, 5));
        gate.Open();
        Assert.That(await result.Task.WaitAsync(Long), Is.EqualTo(3));
        Assert.That(posted, Has.Count.EqualTo(1), "It was posted all the same.");
        posted.Take()();
        Assert.That(gate.Register.InFlight, Is.Zero, "Taken late, it does not begin again.");
    }

    [Test]
    public async Task A_context_that_takes_nothing_does_not_keep_the_call()
    {
        var gate = Gate.Exclusive();
        SynchronizationContext.SetSynchronizationContext(new Refusing());
        Task<int> call;
        try
        {
            gate.Close();
            call = gate.WhenOpen(() => Task.FromResult(3));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(null);
        }

        gate.Open();
        Assert.That(await call.WaitAsync(Long), Is.EqualTo(3));
    }

    [Test]
    public async Task A_call_ends_as_its_method_does()
    {
        var gate = Gate.Exclusive();
        var several = new TaskCompletionSource();
        several.SetException([new FormatException(), new NotSupportedException()]);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        gate.Close();
        var throwing = gate.WhenOpen(Task () => throw new FormatException());
        var cancelling = gate.WhenOpen(Task<int> () => throw new OperationCanceledException(cancelled.Token));
        var failing = gate.WhenOpen(() => several.Task);
        var returning = gate.WhenOpen(() => Task.FromCanceled<int>(cancelled.Token));
        Task? none = null;
        var without = gate.WhenOpen(() => none!);
        gate.Open();
        foreach (var task in new[] { throwing, cancelling, failing, returning, without })
            await task.WaitAsync(Long).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);

        Assert.Multiple(() =>
        {
            Assert.That(throwing.Exception?.InnerException, Is.InstanceOf<FormatException>());
            Assert.That(cancelling.IsCanceled, Is.True);
            Assert.That(failing.Exception?.InnerExceptions, Has.Count.EqualTo(2));
            Assert.That(returning.IsCanceled, Is.True);
            Assert.That(without.Exception?.InnerException, Is.InstanceOf<InvalidOperationException>().With.Message.Contains("null"));
            Assert.That(gate.Register.InFlight, Is.Zero);
        });
    }

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
            }) { IsBackground = true };
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
        Assert.That(IsEmpty(second), Is.True);
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
        }) { IsBackground = true };
        thread.Start();
        return (thread, () => failure);
    }

    private sealed class Recording : SynchronizationContext
    {
        public System.Collections.Concurrent.ConcurrentBag<int> Posters { get; } = [];

        public override void Post(SendOrPostCallback d, object? state)
        {
            Posters.Add(Environment.CurrentManagedThreadId);
            ThreadPool.QueueUserWorkItem(_ =>
            {
                SetSynchronizationContext(this);
                try
                {
                    d(state);
                }
                finally
                {
                    SetSynchronizationContext(null);
                }
            });
        }
    }

    private sealed class Queueing(System.Collections.Concurrent.BlockingCollection<Action> posted) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => posted.Add(() => d(state));
    }

    private sealed class Refusing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }

    private sealed class NoOne : IChange
    {
        public IEnumerable<string> Names => ["nothing"];

        public void Make()
        {
        }

        public void Undo()
        {
        }

        public void Settle()
        {
        }
    }
}
