using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>Calls that last until a task completes.</summary>
public class TaskCountTests
{
    [Test]
    public void A_task_counts_until_it_completes_faults_or_is_cancelled()
    {
        var gate = Gate.Drained();
        foreach (var end in new Action<TaskCompletionSource>[] { s => s.SetResult(), s => s.SetException(new NotSupportedException()), s => s.SetCanceled() })
        {
            var source = new TaskCompletionSource();
            ref var call = ref gate.Enter();
            call.Track(source.Task);
            call.Exit();
            Assert.That(gate.Register.InFlight, Is.EqualTo(1));
            Assert.That(gate.IsThisThreadInside(), Is.False);
            var change = new NoOne();
            var patience = new Patience(TimeSpan.FromMilliseconds(20), CancellationToken.None);
            Assert.That(() => TransitionRun.Run(new Transition([gate], change), change, patience), Throws.InstanceOf<PatchTimeoutException>().With.Message.Contains("1 call whose task is running"));
            var thread = new Thread(() => end(source));
            thread.Start();
            thread.Join();
            Assert.That(gate.Register.InFlight, Is.Zero);
            _ = source.Task.Exception;
        }

        ref var quick = ref gate.Enter();
        quick.Track(null);
        quick.Track(Task.CompletedTask);
        quick.Exit();
        Assert.That(gate.Register.InFlight, Is.Zero);
    }

    [Test]
    public void Interruptions_lose_no_task_and_leave_none_counted()
    {
        const int Calls = 3_000;
        var gate = Gate.Drained();
        const int Threads = 6;

        // Without a lock, which an interruption could hit outside of the gate.
        TaskCompletionSource[] sources = [.. Enumerable.Range(0, Calls * Threads).Select(_ => new TaskCompletionSource())];
        var failures = new Exception?[Threads];
        var threads = Enumerable.Range(0, Threads).Select(number => new Thread(() => Call(number))).ToArray();
        foreach (var thread in threads)
            thread.Start();

        for (var i = 0; threads.Any(thread => thread.IsAlive); i++)
        {
            threads[i % threads.Length].Interrupt();
            Thread.SpinWait(200);
        }

        Assert.That(failures, Is.All.Null);
        Assert.That(gate.Register.InFlight, Is.EqualTo(sources.Length));
        foreach (var source in sources)
            source.SetResult();

        Assert.That(gate.Register.InFlight, Is.Zero);

        void Call(int number)
        {
            for (var i = 0; i < Calls; i++)
            {
                try
                {
                    ref var inside = ref gate.Enter();
                    inside.Track(sources[(number * Calls) + i].Task);
                    inside.Exit();
                }
                catch (Exception failure)
                {
                    failures[number] = failure;
                }
            }
        }
    }

    [Test]
    public void A_task_that_many_calls_return_is_kept_once()
    {
        const int Calls = 20_000;
        var gate = Gate.Drained();
        TaskCompletionSource[] sources = [new(), new(), new()];
        CallAll(3);
        var before = GC.GetAllocatedBytesForCurrentThread();
        CallAll(Calls);
        Assert.That(GC.GetAllocatedBytesForCurrentThread() - before, Is.LessThan(10 * Calls), "a few bytes for each call");
        Assert.That(gate.Register.InFlight, Is.EqualTo(Calls + 3));
        sources[0].SetResult();
        sources[1].SetException(new NotSupportedException());
        Assert.That(gate.Register.InFlight, Is.EqualTo((Calls + 3) / 3));
        sources[2].SetCanceled();
        Assert.That(gate.Register.InFlight, Is.Zero);
        _ = sources[1].Task.Exception;

        void CallAll(int calls)
        {
            for (var i = 0; i < calls; i++)
            {
                ref var inside = ref gate.Enter();
                inside.Track(sources[i % 3].Task);
                inside.Exit();
            }
        }
    }
}
