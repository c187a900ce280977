using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Assemblies.Programs;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Programs that are hot, with their libraries woven and none of the methods patched.</summary>
public class Throughput : ProgramBenchmarks
{
    private RunningPrograms _programs = null!;

    [GlobalSetup]
    public void Start() => _programs = RunningPrograms.Of(Program, Mode.Jit, WovenPart.Nothing, WovenPart.All, WovenPart.Everything, WovenPart.WithoutAccessors, WovenPart.Calls);

    [Benchmark(Baseline = true, OperationsPerInvoke = RunningPrograms.Rounds)]
    public long Plain() => _programs.Work(WovenPart.Nothing);

    [AtMost(1.08)]
    [Benchmark(OperationsPerInvoke = RunningPrograms.Rounds)]
    public long ScopeAll() => _programs.Work(WovenPart.All);

    [Benchmark(OperationsPerInvoke = RunningPrograms.Rounds)]
    public long WithAggressiveInlining() => _programs.Work(WovenPart.Everything);

    [Benchmark(OperationsPerInvoke = RunningPrograms.Rounds)]
    public long WithoutAccessors() => _programs.Work(WovenPart.WithoutAccessors);

    [Benchmark(OperationsPerInvoke = RunningPrograms.Rounds)]
    public long AllCalls() => _programs.Work(WovenPart.Calls);
}
