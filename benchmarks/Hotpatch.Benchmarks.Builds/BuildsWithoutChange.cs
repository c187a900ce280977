using BenchmarkDotNet.Attributes;
using Hotpatch.Benchmarks.Builds.Projects;

namespace Hotpatch.Benchmarks.Builds;

/// <summary>Building when everything is up to date.</summary>
public class BuildsWithoutChange
{
    [Benchmark(Baseline = true)]
    public void Plain() => BuiltProjects.Plain.Build();

    [AtMost(1.05)]
    [Benchmark]
    public void Hotpatch() => BuiltProjects.Hotpatch.Build();
}
