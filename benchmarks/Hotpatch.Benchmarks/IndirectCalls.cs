using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls that the compiler cannot see through, so that nothing is inlined into the caller: the stub is called, too.</summary>
/// <remarks>Four methods, because the time of one depends by a cycle on whether its code comes to lie across a cache line.</remarks>
public unsafe class IndirectCalls
{
    private const int Calls = 10_000;

    private delegate*<int, int, int> _first;
    private delegate*<int, int, int> _second;
    private delegate*<int, int, int> _third;
    private delegate*<int, int, int> _fourth;

    [GlobalSetup(Target = nameof(Plain))]
    public void UsePlain()
    {
        _first = &AddPlain1;
        _second = &AddPlain2;
        _third = &AddPlain3;
        _fourth = &AddPlain4;
    }

    [GlobalSetup(Target = nameof(Unpatched))]
    public void UseWoven()
    {
        Patchable.For<Func<int, int, int>>(AddWoven1).Restore();
        _first = &AddWoven1;
        _second = &AddWoven2;
        _third = &AddWoven3;
        _fourth = &AddWoven4;
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int Plain() => CallAll();

    [AtMost(1.05)]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Unpatched() => CallAll();

    private int CallAll()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = _first(sum, i);
            sum = _second(sum, i);
            sum = _third(sum, i);
            sum = _fourth(sum, i);
        }

        return sum;
    }

    private static int AddPlain1(int a, int b) => a + b;

    private static int AddPlain2(int a, int b) => a + b;

    private static int AddPlain3(int a, int b) => a + b;

    private static int AddPlain4(int a, int b) => a + b;

    [Patchable]
    private static int AddWoven1(int a, int b) => a + b;

    [Patchable]
    private static int AddWoven2(int a, int b) => a + b;

    [Patchable]
    private static int AddWoven3(int a, int b) => a + b;

    [Patchable]
    private static int AddWoven4(int a, int b) => a + b;
}
