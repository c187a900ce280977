using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>A process that runs the workload once and ends, from its start to its end.</summary>
public class StartUp
{
    [Benchmark(Baseline = true)]
    public void Plain() => OwnProcess.Run(OwnProcess.Work, JsonAssemblies.PlainPath);

    [AtMost(1.25)]
    [Benchmark]
    public void Woven() => OwnProcess.Run(OwnProcess.Work, JsonAssemblies.WovenPath);
}
