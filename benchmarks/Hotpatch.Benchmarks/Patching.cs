using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Patching and restoring against the least that could do it safely: two writes of a field, each under a lock.</summary>
[MemoryDiagnoser]
public class Patching
{
    private readonly object _lock = new();
    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(Add);
    private readonly Func<int, int, int> _lambda = (a, b) => a - b;
    private readonly Func<int, int, int> _static = Subtract;
    private Func<int, int, int>? _field;

    [Benchmark(Baseline = true)]
    public Func<int, int, int>? TwoLockedWrites()
    {
        lock (_lock)
            _field = _lambda;

        lock (_lock)
            _field = null;

        return _field;
    }

    [AtMost(Nanoseconds = 300, Bytes = 200)]
    [Benchmark]
    public void PatchAndRestore()
    {
        _handle.Patch(_lambda);
        _handle.Restore();
    }

    [AtMost(Nanoseconds = 300, Bytes = 200)]
    [Benchmark]
    public void PatchAndRestoreStatic()
    {
        _handle.Patch(_static);
        _handle.Restore();
    }

    private static int Subtract(int a, int b) => a - b;

    [Patchable]
    private static int Add(int a, int b) => a + b;
}
