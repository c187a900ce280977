using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of methods that wait for their running calls, against the plain method, not inlined.</summary>
/// <remarks>Four calls a round, as in <see cref="NotInlinedCalls"/>.</remarks>
public class GatedCalls
{
    private const int Calls = 10_000;

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = GatedMethods.Plain(sum, i);
            sum = GatedMethods.Plain(sum, i);
            sum = GatedMethods.Plain(sum, i);
            sum = GatedMethods.Plain(sum, i);
        }

        return sum;
    }

    [AtMost(3.0)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Drained()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = GatedMethods.Drained(sum, i);
            sum = GatedMethods.Drained(sum, i);
            sum = GatedMethods.Drained(sum, i);
            sum = GatedMethods.Drained(sum, i);
        }

        return sum;
    }

    [AtMost(3.0)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Exclusive()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = GatedMethods.Exclusive(sum, i);
            sum = GatedMethods.Exclusive(sum, i);
            sum = GatedMethods.Exclusive(sum, i);
            sum = GatedMethods.Exclusive(sum, i);
        }

        return sum;
    }
}
