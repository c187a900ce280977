using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>As a build weaves, with nothing compiled by the JIT yet: a process that does it once and ends, from its start to its end.</summary>
public class WeavingOnce
{
    private readonly string _output = Path.GetTempFileName();

    [Benchmark(Baseline = true)]
    public void ReadAndWrite() => OwnProcess.Run(OwnProcess.Rewrite, JsonAssemblies.PlainPath, _output);

    [AtMost(2.2)]
    [Benchmark]
    public void Weave() => OwnProcess.Run(OwnProcess.Weave, JsonAssemblies.PlainPath, _output);

    [GlobalCleanup]
    public void Delete() => File.Delete(_output);
}
