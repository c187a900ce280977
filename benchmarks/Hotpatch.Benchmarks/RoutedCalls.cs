using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of methods that are patched for some calls only, against the plain method, not inlined.</summary>
/// <remarks>
/// One call a round, which needs the result of the one before. <see cref="FlowMiss"/> runs in a flow that patches another method, as a test that runs
/// beside others does.
/// </remarks>
public class RoutedCalls
{
    private const int Calls = 10_000;

    private readonly List<IDisposable> _kept = [];

    [GlobalSetup]
    public void Patch()
    {
        using (ExecutionContext.SuppressFlow())
            _kept.Add(Task.Run(() => Patchable.For<Func<int, int, int>>(RoutedMethods.Flow).PatchFlow((a, b) => a - b)).Result);

        _kept.Add(Patchable.For<Func<int, int, int>>(RoutedMethods.Condition).PatchWhen((a, b) => b < 0, (a, b) => a - b));
        _kept.Add(Patchable.For<Func<int, int, int>>(RoutedMethods.Canary).Canary(0.1, (a, b) => a - b));
        _kept.Add(Patchable.For<Func<int, int, int>>(RoutedMethods.KeyedCanary).Canary(0.1, (a, b) => a - b, (a, b) => b));
        _kept.Add(Patchable.For<Func<int, int, int>>(RoutedMethods.Guarded).PatchScoped((a, b) => a + b).RollbackOnFault(1, TimeSpan.FromMinutes(1)));
        _kept.Add(Patchable.For<Func<int, int, int>>(RoutedMethods.Shadowed).Shadow((a, b) => a + b, _ => { }));
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Plain(sum, i);

        return sum;
    }

    [AtMost(1.05)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Unpatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Unpatched(sum, i);

        return sum;
    }

    [AtMost(8)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int FlowMiss()
    {
        using var other = Patchable.For<Func<int, int, int>>(RoutedMethods.Unrelated).PatchFlow((a, b) => a - b);
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Flow(sum, i);

        return sum;
    }

    [AtMost(10)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int FlowHit()
    {
        using var patch = Patchable.For<Func<int, int, int>>(RoutedMethods.Flow).PatchFlow((a, b) => a + b);
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Flow(sum, i);

        return sum;
    }

    [AtMost(8)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Condition()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Condition(sum, i);

        return sum;
    }

    [AtMost(8)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Canary()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Canary(sum, i);

        return sum;
    }

    [AtMost(10)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int KeyedCanary()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.KeyedCanary(sum, i);

        return sum;
    }

    [AtMost(10)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Guarded()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Guarded(sum, i);

        return sum;
    }

    /// <summary>The candidate runs beside every call, on the caller's thread.</summary>
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Shadowed()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = RoutedMethods.Shadowed(sum, i);

        return sum;
    }
}
