using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Assemblies.Programs;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>The same as <see cref="Throughput"/>, for programs that were compiled ahead of time.</summary>
public class CompiledThroughput : CompiledProgramBenchmarks
{
    private RunningPrograms _programs = null!;

    [GlobalSetup]
    public void Start() => _programs = RunningPrograms.Of(Program, Mode, WovenPart.Nothing, WovenPart.All);

    [Benchmark(Baseline = true, OperationsPerInvoke = RunningPrograms.Rounds)]
    public long Plain() => _programs.Work(WovenPart.Nothing);

    [AtMost(1.08)]
    [Benchmark(OperationsPerInvoke = RunningPrograms.Rounds)]
    public long ScopeAll() => _programs.Work(WovenPart.All);
}
