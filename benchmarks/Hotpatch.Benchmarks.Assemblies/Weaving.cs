using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Weaving every method of Newtonsoft.Json, against what Cecil takes to read and write it unchanged.</summary>
[MemoryDiagnoser]
public class Weaving
{
    private readonly string _output = Path.GetTempFileName();

    [Benchmark(Baseline = true)]
    public void ReadAndWrite() => PackageWeaver.Rewrite(JsonAssemblies.PlainPath, _output);

    [AtMost(2.0)]
    [Benchmark]
    public int Weave() => PackageWeaver.Weave(JsonAssemblies.PlainPath, _output);

    [GlobalCleanup]
    public void Delete() => File.Delete(_output);
}
