using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of a method with 1, 3 and 10 layers that pass the call on, against as many delegates that call one another.</summary>
public class LayeredCalls
{
    private const int Calls = 10_000;

    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(Add);
    private readonly List<IDisposable> _layers = [];
    private Func<int, int, int> _chain = Plain;

    [GlobalSetup(Targets = [nameof(OneByHand), nameof(OneLayer)])]
    public void One() => Lay(1);

    [GlobalSetup(Targets = [nameof(ThreeByHand), nameof(ThreeLayers)])]
    public void Three() => Lay(3);

    [GlobalSetup(Targets = [nameof(TenByHand), nameof(TenLayers)])]
    public void Ten() => Lay(10);

    [BenchmarkCategory("1 layer")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int OneByHand() => CallChain();

    [AtMost(1.05)]
    [BenchmarkCategory("1 layer")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int OneLayer() => CallLayers();

    [BenchmarkCategory("3 layers")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int ThreeByHand() => CallChain();

    [AtMost(1.05)]
    [BenchmarkCategory("3 layers")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int ThreeLayers() => CallLayers();

    [BenchmarkCategory("10 layers")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int TenByHand() => CallChain();

    [AtMost(1.05)]
    [BenchmarkCategory("10 layers")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int TenLayers() => CallLayers();

    private void Lay(int layers)
    {
        _handle.Restore();
        _chain = Plain;
        for (var layer = 0; layer < layers; layer++)
        {
            _layers.Add(_handle.Wrap(Over));
            _chain = Over(_chain);
        }

        static Func<int, int, int> Over(Func<int, int, int> next) => (a, b) => next(a, b) + 1;
    }

    private int CallChain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _chain(sum, i);

        return sum;
    }

    private static int CallLayers()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = Add(sum, i);

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Plain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Add(int a, int b) => a + b;
}
