using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>The same where the stub is called, too: each call finds anew where its thread counts.</summary>
public unsafe class GatedCallsFromElsewhere
{
    private const int Calls = 10_000;

    private delegate*<int, int, int> _method;

    [GlobalSetup(Target = nameof(Plain))]
    public void UsePlain() => _method = &GatedMethods.Plain;

    [GlobalSetup(Target = nameof(Drained))]
    public void UseDrained() => _method = &GatedMethods.Drained;

    [GlobalSetup(Target = nameof(Exclusive))]
    public void UseExclusive() => _method = &GatedMethods.Exclusive;

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain() => CallAll();

    [AtMost(4.0)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Drained() => CallAll();

    [AtMost(4.0)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Exclusive() => CallAll();

    private int CallAll()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i++)
            sum = _method(sum, i);

        return sum;
    }
}
