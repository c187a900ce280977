using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>Benchmarks of the programs, as IL.</summary>
public abstract class ProgramBenchmarks
{
    public static string[] AllPrograms => PublishedPrograms.Names;

    [ParamsSource(nameof(AllPrograms))]
    public string Program { get; set; } = string.Empty;
}
