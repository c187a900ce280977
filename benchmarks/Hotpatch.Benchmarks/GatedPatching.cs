using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Patching a method that nobody calls, against the barrier that it cannot do without.</summary>
[MemoryDiagnoser]
public class GatedPatching
{
    private readonly PatchHandle<Func<int, int, int>> _drained = Patchable.For<Func<int, int, int>>(GatedMethods.Drained);
    private readonly PatchHandle<Func<int, int, int>> _exclusive = Patchable.For<Func<int, int, int>>(GatedMethods.Exclusive);
    private readonly Func<int, int, int> _lambda = (a, b) => a - b;

    [Benchmark(Baseline = true)]
    public void Barrier() => Interlocked.MemoryBarrierProcessWide();

    [AtMost(10)]
    [Benchmark]
    public void Drained() => _drained.Patch(_lambda);

    [AtMost(10)]
    [Benchmark]
    public void Exclusive() => _exclusive.Patch(_lambda);
}
