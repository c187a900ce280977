using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Plain;

[assembly: Hotpatch.PatchableCalls(typeof(DateTime), nameof(DateTime.UtcNow))]
[assembly: Hotpatch.PatchableCalls(typeof(Sums))]
[assembly: Hotpatch.PatchableCalls(typeof(List<>), nameof(List<int>.IndexOf))]
[assembly: Hotpatch.PatchableCalls(typeof(Version), ".ctor")]

namespace Hotpatch.Benchmarks;

/// <summary>Calls of methods of other assemblies, through call stubs and plain. The same loops are compiled into both assemblies.</summary>
public class FrameworkCalls
{
    private readonly List<int> _list = [1];

    [GlobalSetup]
    public void Restore()
    {
        foreach (var handle in Patchable.In(typeof(FrameworkCalls).Assembly).Where(handle => handle.IsOfCalls))
            handle.Restore();
    }

    [GlobalSetup(Target = nameof(NotInlinedPatched))]
    public void Patch() => Sums.Patches.Add.Patch((a, b) => a + b);

    [BenchmarkCategory("UtcNow"), Benchmark(Baseline = true, OperationsPerInvoke = PlainLoops.Calls)]
    public long UtcNowPlain() => PlainLoops.UtcNow();

    [AtMost(1.05)]
    [BenchmarkCategory("UtcNow"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public long UtcNow() => WovenLoops.UtcNow();

    [BenchmarkCategory("NotInlined"), Benchmark(Baseline = true, OperationsPerInvoke = PlainLoops.Calls)]
    public int NotInlinedPlain() => PlainLoops.NotInlined();

    [AtMost(1.05)]
    [BenchmarkCategory("NotInlined"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public int NotInlined() => WovenLoops.NotInlined();

    [BenchmarkCategory("NotInlined"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public int NotInlinedPatched() => WovenLoops.NotInlined();

    [BenchmarkCategory("Inlined"), Benchmark(Baseline = true, OperationsPerInvoke = PlainLoops.Calls)]
    public int InlinedPlain() => PlainLoops.Inlined();

    [BenchmarkCategory("Inlined"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public int Inlined() => WovenLoops.Inlined();

    [BenchmarkCategory("OfGenericType"), Benchmark(Baseline = true, OperationsPerInvoke = PlainLoops.Calls)]
    public int OfGenericTypePlain() => PlainLoops.OfGenericType(_list);

    [AtMost(1.05)]
    [BenchmarkCategory("OfGenericType"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public int OfGenericType() => WovenLoops.OfGenericType(_list);

    [BenchmarkCategory("New"), Benchmark(Baseline = true, OperationsPerInvoke = PlainLoops.Calls)]
    public int NewPlain() => PlainLoops.New();

    [AtMost(1.05)]
    [BenchmarkCategory("New"), Benchmark(OperationsPerInvoke = PlainLoops.Calls)]
    public int New() => WovenLoops.New();
}
