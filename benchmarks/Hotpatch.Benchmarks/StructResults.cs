using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls that return structs of 8, 24 and 64 bytes: larger ones go through a hidden buffer, which the stub passes on.</summary>
public class StructResults
{
    private const int Calls = 10_000;

    [BenchmarkCategory("8 bytes")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public long Plain8()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = PlainOf8(sum).First;

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("8 bytes")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public long Unpatched8()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = WovenOf8(sum).First;

        return sum;
    }

    [BenchmarkCategory("24 bytes")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public long Plain24()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = PlainOf24(sum).Third;

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("24 bytes")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public long Unpatched24()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = WovenOf24(sum).Third;

        return sum;
    }

    [BenchmarkCategory("64 bytes")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public long Plain64()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = PlainOf64(sum)[7];

        return sum;
    }

    [AtMost(1.05)]
    [BenchmarkCategory("64 bytes")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public long Unpatched64()
    {
        var sum = 0L;
        for (var i = 0; i < Calls; i++)
            sum = WovenOf64(sum)[7];

        return sum;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of8 PlainOf8(long value) => new(value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of8 WovenOf8(long value) => new(value + 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of24 PlainOf24(long value) => new(value, value, value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of24 WovenOf24(long value) => new(value, value, value + 1);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of64 PlainOf64(long value) => Of64.Ending(value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Of64 WovenOf64(long value) => Of64.Ending(value + 1);

    internal readonly record struct Of8(long First);

    [StructLayout(LayoutKind.Sequential)]
    internal readonly record struct Of24(long First, long Second, long Third);

    [InlineArray(8)]
    [StructLayout(LayoutKind.Auto)]
    internal struct Of64
    {
        private long _first;

        public static Of64 Ending(long value)
        {
            Of64 result = default;
            result._first = value;
            result[7] = value;
            return result;
        }
    }
}
