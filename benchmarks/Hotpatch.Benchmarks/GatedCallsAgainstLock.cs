using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>The three consistency modes against a lock that readers share, which is what a method would take without a gate; a plain lock and a counter of the running calls against the same.</summary>
public class GatedCallsAgainstLock
{
    private const int Calls = 10_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int ReaderWriterLock()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Locked(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Lock()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.LockedAlone(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int InterlockedCounter()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Counted(sum, i);

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Immediate()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Immediate(sum, i);

        return sum;
    }

    [AtMost(0.3)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Drained()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Drained(sum, i);

        return sum;
    }

    [AtMost(0.3)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Exclusive()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Exclusive(sum, i);

        return sum;
    }
}
