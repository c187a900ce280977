using System.Collections.Concurrent;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Calls that wait as tasks: in which order, with what and where they begin, and how they end.</summary>
[Category("Slow")]
public class DeferredCallTests
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
            using var posted = new BlockingCollection<Action>();
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
        using var posted = new BlockingCollection<Action>();
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
        })
        { IsBackground = true };
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

    private sealed class Recording : SynchronizationContext
    {
        public ConcurrentBag<int> Posters { get; } = [];

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

    private sealed class Queueing(BlockingCollection<Action> posted) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => posted.Add(() => d(state));
    }

    private sealed class Refusing : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => throw new NotSupportedException();
    }
}
