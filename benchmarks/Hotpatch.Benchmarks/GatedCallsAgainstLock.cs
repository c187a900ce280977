using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>The same against a lock that readers share, which is what a method would take without a gate.</summary>
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
