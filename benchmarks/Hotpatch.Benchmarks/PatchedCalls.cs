using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks;

/// <summary>Calls of a patched method against the hand-written static delegate, with each kind of delegate.</summary>
/// <remarks>Four calls a round, as in <see cref="InlinedCalls"/>.</remarks>
public class PatchedCalls
{
    private const int Calls = 10_000;

    private readonly int _step = Environment.ProcessorCount;

    [GlobalSetup(Targets = [nameof(HandWrittenLambda), nameof(PatchedLambda)])]
    public void PatchLambda() => Patch((a, b) => a + b);

    [GlobalSetup(Targets = [nameof(HandWrittenClosure), nameof(PatchedClosure)])]
    public void PatchClosure()
    {
        var step = _step;
        Patch((a, b) => a + b + step);
    }

    [GlobalSetup(Targets = [nameof(HandWrittenStatic), nameof(PatchedStatic)])]
    public void PatchStatic() => Patch(AddStatic);

    [BenchmarkCategory("lambda")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int HandWrittenLambda() => CallHandWritten();

    [AtMost(1.05)]
    [BenchmarkCategory("lambda")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedLambda() => CallPatched();

    [BenchmarkCategory("closure")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int HandWrittenClosure() => CallHandWritten();

    [AtMost(1.05)]
    [BenchmarkCategory("closure")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedClosure() => CallPatched();

    [BenchmarkCategory("static method")]
    [Benchmark(Baseline = true, OperationsPerInvoke = Calls)]
    public int HandWrittenStatic() => CallHandWritten();

    [AtMost(1.05)]
    [BenchmarkCategory("static method")]
    [Benchmark(OperationsPerInvoke = Calls)]
    public int PatchedStatic() => CallPatched();

    private static void Patch(Func<int, int, int> replacement)
    {
        HandWritten.Slot = replacement;
        Patchable.For<Func<int, int, int>>(Add).Patch(replacement);
    }

    private static int CallHandWritten()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
            sum = HandWritten.Add(sum, i);
        }

        return sum;
    }

    private static int CallPatched()
    {
        var sum = 0;
        for (var i = 0; i < Calls; i += 4)
        {
            sum = Add(sum, i);
            sum = Add(sum, i);
            sum = Add(sum, i);
            sum = Add(sum, i);
        }

        return sum;
    }

    private static int AddStatic(int a, int b) => a + b;

    [Patchable]
    private static int Add(int a, int b) => a + b;
}
