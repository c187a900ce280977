using Hotpatch.Gates;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Gates;

/// <summary>What a thread keeps for the gates that it has been at, and that it finds all of it again.</summary>
public class ThreadCountsTests
{
    private const int BytesOfCount = 16;
    private const int MostBytesForEachGate = 100;

    // The margins of one table, and what the smallest has room for.
    private const int BytesOfThread = 400;

    [Test]
    public void A_thread_keeps_memory_for_its_own_gates_alone()
    {
        var gates = Enumerable.Range(0, 20_000).Select(_ => Gate.Drained()).ToArray();
        OnThread(() =>
        {
            gates[^1].Enter().Exit();
            Assert.That(ThreadCounts.Current.Capacity * BytesOfCount, Is.LessThan(BytesOfThread));
        });
    }

    [TestCase(1, 10)]
    [TestCase(1, 100)]
    [TestCase(1, 5_000)]
    [TestCase(7, 2_000)]
    [TestCase(1024, 2_000)]
    public void For_each_gate_it_keeps_little(int step, int count)
    {
        var gates = Enumerable.Range(0, count).Select(_ => Skip(step)).ToArray();
        OnThread(() =>
        {
            foreach (var gate in gates)
            {
                gate.Enter().Exit();

                // Once by the other side.
                gate.Turn();
                gate.Enter().Exit();
            }

            Assert.That(ThreadCounts.Current.Capacity * BytesOfCount, Is.LessThan(BytesOfThread + (count * MostBytesForEachGate)));
        });
    }

    [Test]
    public void Random_calls_within_calls_are_counted_right_while_tables_grow()
    {
        for (var seed = 0; seed < 20; seed++)
            OnThread(() => Wander(new Random(seed)));
    }

    private static void Wander(Random random)
    {
        var gates = Enumerable.Range(0, 300).Select(_ => Gate.Drained()).ToArray();
        var expected = new int[gates.Length];
        Walk(depth: 0);
        foreach (var gate in gates)
            Assert.That(gate.Register.InFlight, Is.Zero);

        void Walk(int depth)
        {
            for (var calls = random.Next(4) + (depth == 0 ? 200 : 0); calls > 0; calls--)
            {
                var at = random.Next(gates.Length);
                ref var inside = ref gates[at].Enter();
                expected[at]++;
                if (depth < 8)
                    Walk(depth + 1);

                Assert.That(gates[at].Register.InFlight, Is.EqualTo(expected[at]));
                if (random.Next(20) == 0)
                    gates[at].Turn();

                Assert.That(gates[at].IsThisThreadInside(), Is.True);
                inside.Exit();
                expected[at]--;
            }
        }
    }

    private static Gate Skip(int step)
    {
        for (var i = 1; i < step; i++)
            _ = Gate.Drained();

        return Gate.Drained();
    }

    private static void OnThread(Action action)
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
        });
        thread.Start();
        thread.Join();
        Assert.That(failure, Is.Null);
    }
}
