using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of a method that may not be inlined. The weaver moves that ban to the original, so the stub is inlined.</summary>
/// <remarks>Four calls a round, as in <see cref="InlinedCalls"/>.</remarks>
public class NotInlinedCalls
{
    private const int Calls = 10_000;

    [GlobalSetup]
    public void Restore()
    {
        Patchable.For<Func<int, int, int>>(AddWoven).Restore();
        HandWritten.Slot = null;
    }

    [GlobalSetup(Targets = [nameof(Patched), nameof(HandWrittenPatched)])]
    public void Patch()
    {
        Patchable.For<Func<int, int, int>>(AddWoven).Patch((a, b) => a + b);
        HandWritten.Slot = (a, b) => a + b;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = AddPlain(sum, i);
            sum = AddPlain(sum, i);
            sum = AddPlain(sum, i);
            sum = AddPlain(sum, i);
        }

        return sum;
    }

    [AtMost(1.05)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Unpatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = AddWoven(sum, i);
            sum = AddWoven(sum, i);
            sum = AddWoven(sum, i);
            sum = AddWoven(sum, i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int HandWrittenUnpatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
        }

        return sum;
    }

    [Benchmark(OperationsPerInvoke = Calls)]
    public int Patched() => Unpatched();

    [Benchmark(OperationsPerInvoke = Calls)]
    public int HandWrittenPatched() => HandWrittenUnpatched();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddPlain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddWoven(int a, int b) => a + b;
}
