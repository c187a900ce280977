using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of methods that wait for their running calls, in a loop, against the plain method, not inlined: the JIT inlines the stub, gate and all.</summary>
/// <remarks>One call a round, which needs the result of the one before: what a program gets that has such a loop.</remarks>
public class GatedCalls
{
    private const int Calls = 10_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Plain(sum, i);

        return sum;
    }

    [AtMost(1.8)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Drained()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Drained(sum, i);

        return sum;
    }

    [AtMost(1.8)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Exclusive()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = GatedMethods.Exclusive(sum, i);

        return sum;
    }
}
