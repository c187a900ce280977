using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>
/// Several threads that call at once. What a call costs a thread more than the plain method must not grow with the number of threads, as it would
/// if they wrote to the same memory.
/// </summary>
#pragma warning disable CA1001 // Ended by the clean-up.
public abstract class GatedThroughput(int threads)
#pragma warning restore CA1001
{
    private const int Calls = 40_000;

    private readonly Barrier _barrier = new(1);
    private Thread[] _threads = [];
    private Func<int> _work = () => 0;
    private bool _done;

    [GlobalSetup]
    public void Start()
    {
        _barrier.AddParticipants(threads);
        _threads = [.. Enumerable.Range(0, threads).Select(_ => new Thread(Work) { IsBackground = true })];
        foreach (var thread in _threads)
            thread.Start();
    }

    [GlobalCleanup]
    public void End()
    {
        _done = true;
        _barrier.SignalAndWait();
        foreach (var thread in _threads)
            thread.Join();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public void Plain() => Run(CallPlain);

    [AtMost(3.0)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public void Drained() => Run(CallDrained);

    private static int CallPlain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Plain(sum, i);

        return sum;
    }

    private static int CallDrained()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Drained(sum, i);

        return sum;
    }

    private void Run(Func<int> work)
    {
        _work = work;
        _barrier.SignalAndWait();
        _barrier.SignalAndWait();
    }

    private void Work()
    {
        while (true)
        {
            _barrier.SignalAndWait();
            if (_done)
                return;

            _work();
            _barrier.SignalAndWait();
        }
    }
}
