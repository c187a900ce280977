using System.Numerics;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>A loop over vectors that calls a small method for each, which the JIT inlines: the slot is read once a vector.</summary>
public class VectorLoops
{
    private const int Length = 8_192;

    private readonly float[] _one = [.. Enumerable.Range(0, Length).Select(number => number * 0.5f)];
    private readonly float[] _other = [.. Enumerable.Range(0, Length).Select(number => number * 0.25f)];

    [Benchmark(Baseline = true, OperationsPerInvoke = Length)]
    public float Plain()
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Length; i += Vector<float>.Count)
            sum = PlainMultiplyAdd(new Vector<float>(_one, i), new Vector<float>(_other, i), sum);

        return Vector.Sum(sum);
    }

    [AtMost(1.25)]
    [Benchmark(OperationsPerInvoke = Length)]
    public float Unpatched()
    {
        var sum = Vector<float>.Zero;
        for (var i = 0; i < Length; i += Vector<float>.Count)
            sum = WovenMultiplyAdd(new Vector<float>(_one, i), new Vector<float>(_other, i), sum);

        return Vector.Sum(sum);
    }

    private static Vector<float> PlainMultiplyAdd(Vector<float> one, Vector<float> other, Vector<float> sum) => sum + (one * other);

    [Patchable]
    private static Vector<float> WovenMultiplyAdd(Vector<float> one, Vector<float> other, Vector<float> sum) => sum + (one * other);
}
