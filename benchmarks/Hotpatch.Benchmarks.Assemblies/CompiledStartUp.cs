using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Assemblies.Programs;
using Hotpatch.Benchmarks.Processes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>The same as <see cref="StartUp"/>, for programs that were compiled ahead of time.</summary>
public class CompiledStartUp : CompiledProgramBenchmarks
{
    [GlobalSetup]
    public void Publish()
    {
        PublishedPrograms.FolderOf(Program, WovenPart.Nothing, Mode);
        PublishedPrograms.FolderOf(Program, WovenPart.All, Mode);
    }

    [Benchmark(Baseline = true)]
    public string Plain() => Command.Run(PublishedPrograms.Start(Program, WovenPart.Nothing, Mode));

    [AtMost(1.02)]
    [Benchmark]
    public string ScopeAll() => Command.Run(PublishedPrograms.Start(Program, WovenPart.All, Mode));
}
