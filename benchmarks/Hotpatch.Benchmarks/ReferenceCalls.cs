using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls with spans and references, whose slots have delegate types of their own.</summary>
public class ReferenceCalls
{
    private const int Calls = 10_000;

    private readonly int[] _numbers = [1, 2, 3, 4];

    [BenchmarkCategory("span")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainSpan()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = PlainLast(_numbers, sum);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("span")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int UnpatchedSpan()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = WovenLast(_numbers, sum);

        return sum;
    }

    [BenchmarkCategory("ref")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainReference()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            PlainAdd(ref sum, i);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("ref")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int UnpatchedReference()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            WovenAdd(ref sum, i);

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int PlainLast(ReadOnlySpan<int> numbers, int value) => numbers[^1] + value;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int WovenLast(ReadOnlySpan<int> numbers, int value) => numbers[^1] + value;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void PlainAdd(ref int sum, int value) => sum += value;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void WovenAdd(ref int sum, int value) => sum += value;
}
