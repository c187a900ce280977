using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>A request that calls 100 patchable methods, each of which computes for some microseconds, so that a thread makes about 100,000 calls a second.</summary>
public class MonitoredRequests
{
    private readonly List<CallMetrics> _metrics = [];
    private readonly Func<byte[], int>[] _calls = [.. Instantiations().Select(type => typeof(MonitoredRequests).GetMethod(nameof(Call))!.MakeGenericMethod(type).CreateDelegate<Func<byte[], int>>())];
    private readonly byte[] _data = new byte[8192];

    [GlobalSetup(Target = nameof(Monitored))]
    public void Measure()
    {
        var work = Patchable.GenericIn(typeof(MonitoredRequests).Assembly).Single(handle => handle.Name.Contains($"{nameof(MonitoredRequests)}.{nameof(Work)}<", StringComparison.Ordinal));
        _metrics.AddRange(Instantiations().Select(type => work.For(type).Measure()));
    }

    [GlobalCleanup]
    public void End() => _metrics.ForEach(metrics => metrics.Dispose());

    [Benchmark(Baseline = true)]
    public int Unwatched()
    {
        var sum = 0;
        foreach (var call in _calls)
            sum += call(_data);

        return sum;
    }

    [AtMost(1.05)]
    [Benchmark]
    public int Monitored() => Unwatched();

    public static int Call<T>(byte[] data)
        where T : struct
        => Work<T>(data);

    // As many instantiations as methods: each has a handle of its own.
    private static IEnumerable<Type> Instantiations()
    {
        Type[] types = [typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double)];
        return types.SelectMany(one => types.Select(other => typeof(ValueTuple<,>).MakeGenericType(one, other)));
    }

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Work<T>(byte[] data)
        where T : struct
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(data, hash);
        return hash[0] + Unsafe.SizeOf<T>();
    }
}
