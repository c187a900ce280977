using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Calls on threads and calls that wait as tasks, one within the other, while patches come one after the other and some give up.</summary>
[Category("Slow")]
public class AsyncStressTests
{
    private const int Patches = 1_500;
    private const int LeastCalls = 2_000;

    private static readonly TimeSpan Long = TimeSpan.FromSeconds(60);

    [Test]
    public async Task No_change_meets_a_call_and_every_call_ends()
    {
        var gate = Gate.Exclusive();
        var change = await Run(gate);
        Assert.Multiple(() =>
        {
            Assert.That(change.Met, Is.Zero);
            Assert.That(change.Made, Is.GreaterThanOrEqualTo(Patches / 2));
            Assert.That(gate.Register.InFlight, Is.Zero);
            Assert.That(gate.Waiting, Is.Zero);
        });
    }

    // Shows that the watch would notice: here one call is inside for certain.
    [Test]
    public async Task Without_the_wait_a_change_meets_a_call()
    {
        var gate = Gate.Exclusive();
        gate.IsDrainOff = true;
        var change = new Watched();
        var end = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var call = EnterAsync(gate, async () =>
        {
            change.Begin();
            await end.Task;
            change.End();
        });
        await TransitionRun.RunAsync(new Transition([gate], change), change, new Patience(Long, CancellationToken.None));
        end.SetResult();
        await call;
        Assert.That((change.Made, change.Met), Is.EqualTo((1, 2)));
    }

    private static async Task<Watched> Run(Gate gate)
    {
        var change = new Watched();
        var isOver = false;
        var calls = 0;
        var callers = Enumerable.Range(0, 4).Select(number => Task.Run(async () =>
        {
            for (var i = 0; !Volatile.Read(ref isOver) || i < LeastCalls; i++)
            {
                if ((i + number) % 3 == 0)
                    Enter(gate, change);
                else
                    await EnterAsync(gate, () => BodyAsync(gate, change, isNested: i % 5 == 0));

                Interlocked.Increment(ref calls);
            }
        })).ToArray();
        for (var i = 0; i < Patches; i++)
        {
            // Each third does not wait, or hardly.
            var patience = new Patience(i % 3 == 0 ? TimeSpan.FromMilliseconds(i % 2) : Long, CancellationToken.None);
            try
            {
                await TransitionRun.RunAsync(new Transition([gate], change), change, patience);
            }
            catch (PatchTimeoutException)
            {
                // Then the gate is open again.
            }
        }

        Volatile.Write(ref isOver, true);
        await Task.WhenAll(callers).WaitAsync(Long);
        Assert.That(calls, Is.GreaterThanOrEqualTo(4 * LeastCalls));
        return change;
    }

    private static void Enter(Gate gate, Watched change)
    {
        ref var inside = ref gate.Enter();
        change.Begin();
        change.End();
        inside.Exit();
    }

    // As a woven method does that returns a task.
    private static Task EnterAsync(Gate gate, Func<Task> body)
    {
        ref var count = ref gate.Find(out var calls);
        var entry = calls;
        try
        {
            ref var inside = ref gate.EnterUnlessClosed(ref count, ref calls, ref entry);
            if (inside.MustWait)
                return gate.WhenOpen(body);

            var task = body();
            inside.Track(task);
            inside.Exit(calls);
            return task;
        }
        finally
        {
            gate.Abandon(ref count, entry);
        }
    }

    private static async Task BodyAsync(Gate gate, Watched change, bool isNested)
    {
        change.Begin();

        // Before an await: the thread is inside.
        var nested = isNested ? EnterAsync(gate, () => BodyAsync(gate, change, isNested: false)) : Task.CompletedTask;
        await Task.Yield();
        await nested;
        change.End();
    }

    private sealed class Watched : IChange
    {
        private int _running;

        public int Made { get; private set; }

        /// <summary>How often a call was inside when the change was made.</summary>
        public int Met { get; private set; }

        public IEnumerable<string> Names => ["Watched"];

        public void Begin() => Interlocked.Increment(ref _running);

        public void End() => Interlocked.Decrement(ref _running);

        public void Make()
        {
            Made++;
            if (Volatile.Read(ref _running) != 0)
                Met++;

            Thread.SpinWait(50);
            if (Volatile.Read(ref _running) != 0)
                Met++;
        }

        public void Undo()
        {
        }

        public void Settle()
        {
        }
    }
}
