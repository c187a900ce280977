using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>Benchmarks of the programs, compiled ahead of time.</summary>
public abstract class CompiledProgramBenchmarks : ProgramBenchmarks
{
    public static Mode[] AllModes => PublishedPrograms.CompiledModes;

    [ParamsSource(nameof(AllModes))]
    public Mode Mode { get; set; }
}
