using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Assemblies.Programs;
using Hotpatch.Benchmarks.Processes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>A process that does its work once and ends, from its start to its end.</summary>
public class StartUp : ProgramBenchmarks
{
    [GlobalSetup]
    public void Publish()
    {
        PublishedPrograms.FolderOf(Program, WovenPart.Nothing, Mode.Jit);
        PublishedPrograms.FolderOf(Program, WovenPart.All, Mode.Jit);
    }

    [Benchmark(Baseline = true)]
    public string Plain() => Command.Run(PublishedPrograms.Start(Program, WovenPart.Nothing, Mode.Jit));

    [AtMost(1.10)]
    [Benchmark]
    public string ScopeAll() => Command.Run(PublishedPrograms.Start(Program, WovenPart.All, Mode.Jit));
}
