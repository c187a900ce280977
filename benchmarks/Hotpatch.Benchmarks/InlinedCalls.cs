using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of a tiny method that is inlined into a loop, each call waiting for the result of the one before.</summary>
/// <remarks>
/// Four calls a round: a round of one addition takes one processor cycle, and whether it takes one or two with the branch in it is
/// decided by where the loop's code comes to lie, not by the call.
/// </remarks>
public class InlinedCalls
{
    private const int Calls = 10_000;

    private int _step = 1;

    [GlobalSetup]
    public void Restore()
    {
        Patchable.For<Func<int, int, int>>(AddWoven).Restore();
        Patchable.For<Func<InlinedCalls, int, int>>(typeof(InlinedCalls), nameof(StepWoven)).Restore();
        _step = Environment.ProcessorCount;
    }

    [BenchmarkCategory("static")]
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

    [AtMost(MoreNanoseconds = 0.10)]
    [BenchmarkCategory("static")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int Unpatched()
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

    [BenchmarkCategory("instance")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int PlainInstance()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = StepPlain(sum);
            sum = StepPlain(sum);
            sum = StepPlain(sum);
            sum = StepPlain(sum);
        }

        return sum;
    }

    [AtMost(MoreNanoseconds = 0.10)]
    [BenchmarkCategory("instance")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int UnpatchedInstance()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = StepWoven(sum);
            sum = StepWoven(sum);
            sum = StepWoven(sum);
            sum = StepWoven(sum);
        }

        return sum;
    }

    private static int AddPlain(int a, int b) => a + b;

    [Patchable]
    private static int AddWoven(int a, int b) => a + b;

    private int StepPlain(int a) => a + _step;

    [Patchable]
    private int StepWoven(int a) => a + _step;
}
