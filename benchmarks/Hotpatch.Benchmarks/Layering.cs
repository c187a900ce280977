using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Two thousand layers on one method, laid one by one, and all taken out.</summary>
[WarmupCount(1)] // One operation takes so long that there is nothing to warm up.
[IterationCount(5)]
public class Layering
{
    private const int Layers = 2_000;

    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(Add);

    /// <summary>As many delegates that call one another.</summary>
    [Benchmark(Baseline = true)]
    public int ByHand()
    {
        Func<int, int, int> chain = (a, b) => a + b;
        for (var layer = 0; layer < Layers; layer++)
            chain = Over(chain);

        return chain(1, 2);
    }

    [AtMost(Milliseconds = 1_000)]
    [Benchmark]
    public void WrapAndRestore()
    {
        var layers = Lay();
        if (Add(1, 2) != Layers + 3)
            throw new InvalidOperationException("All layers were expected to run.");

        _handle.Restore();
        GC.KeepAlive(layers);
    }

    /// <summary>The one below all others first, so that those are laid anew.</summary>
    [AtMost(Milliseconds = 4_000)]
    [Benchmark]
    public void WrapAndDisposeTheOldestFirst()
    {
        foreach (var layer in Lay())
            layer.Dispose();
    }

    private PatchLayer[] Lay() => [.. Enumerable.Range(0, Layers).Select(_ => _handle.Wrap(Over))];

    private static Func<int, int, int> Over(Func<int, int, int> next) => (a, b) => next(a, b) + 1;

    [Patchable]
    private static int Add(int a, int b) => a + b;
}
