using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Builds.Projects;

namespace Hotpatch.Benchmarks.Builds;

/// <summary>Building everything, with the compiler's process running.</summary>
public class CleanBuilds
{
    [IterationSetup(Target = nameof(Plain))]
    public void PreparePlain() => BuiltProjects.Plain.Clean();

    [IterationSetup(Target = nameof(Hotpatch))]
    public void PrepareHotpatch() => BuiltProjects.Hotpatch.Clean();

    [Benchmark(Baseline = true)]
    public void Plain() => BuiltProjects.Plain.Build();

    [AtMost(1.5)]
    [Benchmark]
    public void Hotpatch() => BuiltProjects.Hotpatch.Build();
}
