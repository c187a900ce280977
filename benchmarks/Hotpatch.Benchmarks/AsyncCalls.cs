using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of asynchronous methods that end at once, and of ones that yield. The stub returns the task of the original.</summary>
[MemoryDiagnoser]
public class AsyncCalls
{
    private const int Calls = 1_000;

    private readonly PatchHandle<Func<int, bool, Task<int>>> _handle = Patchable.For<Func<int, bool, Task<int>>>(WovenAsync);

    [GlobalSetup]
    public void Restore() => _handle.Restore();

    [GlobalSetup(Targets = [nameof(Patched), nameof(PatchedYielding)])]
    public void Patch() => _handle.Patch(PlainAsync);

    [BenchmarkCategory("ends at once")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public async Task<int> Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = await PlainAsync(sum, yields: false).ConfigureAwait(false);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("ends at once")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task<int> Unpatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = await WovenAsync(sum, yields: false).ConfigureAwait(false);

        return sum;
    }

    [BenchmarkCategory("ends at once")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public Task<int> Patched() => Unpatched();

    [BenchmarkCategory("yields")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public async Task<int> PlainYielding()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = await PlainAsync(sum, yields: true).ConfigureAwait(false);

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("yields")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public async Task<int> UnpatchedYielding()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = await WovenAsync(sum, yields: true).ConfigureAwait(false);

        return sum;
    }

    [BenchmarkCategory("yields")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public Task<int> PatchedYielding() => UnpatchedYielding();

    private static async Task<int> PlainAsync(int value, bool yields)
    {
        if (yields)
            await Task.Yield();

        return value + 1;
    }

    [Patchable]
    private static async Task<int> WovenAsync(int value, bool yields)
    {
        if (yields)
            await Task.Yield();

        return value + 1;
    }
}
