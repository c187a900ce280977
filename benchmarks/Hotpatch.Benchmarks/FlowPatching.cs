using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Beginning and ending a flow patch, against the least that could do it: setting and clearing an <see cref="AsyncLocal{T}"/>.</summary>
[MemoryDiagnoser]
public class FlowPatching
{
    private readonly AsyncLocal<object?> _local = new();
    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(RoutedMethods.Flow);
    private readonly Func<int, int, int> _lambda = (a, b) => a - b;

    [Benchmark(Baseline = true)]
    public void AsyncLocalSetAndClear()
    {
        _local.Value = _lambda;
        _local.Value = null;
    }

    [AtMost(12)]
    [Benchmark]
    public void PatchFlowAndDispose() => _handle.PatchFlow(_lambda).Dispose();
}
