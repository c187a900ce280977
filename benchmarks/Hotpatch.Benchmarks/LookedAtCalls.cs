using System.Runtime.CompilerServices;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls that are observed, measured or intercepted, against those of a plain method that is not inlined.</summary>
/// <remarks>Four calls a round, as in <see cref="InlinedCalls"/>.</remarks>
public class LookedAtCalls
{
    private const int Calls = 10_000;

    private readonly PatchHandle<Func<int, int, int>> _handle = Patchable.For<Func<int, int, int>>(AddWoven);
    private IDisposable? _look;
    private long _count;

    [GlobalSetup(Target = nameof(Unpatched))]
    public void Restore() => _handle.Restore();

    [GlobalSetup(Target = nameof(CountingObserver))]
    public void Count() => _look = _handle.Observe(call => _count++, ObserveOptions.CountOnly);

    [GlobalSetup(Target = nameof(FullObserver))]
    public void Observe() => _look = _handle.Observe(call => _count++);

    [GlobalSetup(Target = nameof(Metrics))]
    public void Measure() => _look = _handle.Measure();

    [GlobalSetup(Target = nameof(ProceedingInterceptor))]
    public void Intercept() => _look = _handle.Intercept(call => call.Proceed());

    [GlobalCleanup]
    public void End() => _look?.Dispose();

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
    public int Unpatched() => CallWoven();

    [AtMost(Nanoseconds = 15)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int CountingObserver() => CallWoven();

    [Benchmark(OperationsPerInvoke = Calls)]
    public int FullObserver() => CallWoven();

    [AtMost(Nanoseconds = 25)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Metrics() => CallWoven();

    [AtMost(Nanoseconds = 40)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int ProceedingInterceptor() => CallWoven();

    private static int CallWoven()
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

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddPlain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int AddWoven(int a, int b) => a + b;
}
