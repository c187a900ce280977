using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Weaving assemblies of 100 to 50,000 methods against reading and writing them: both grow with the number of methods, and no faster.</summary>
[MemoryDiagnoser]
public class WeavingManyMethods
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");

    [Params(100, 1_000, 10_000, 50_000)]
    public int Methods { get; set; }

    private string Input => Path.Combine(_folder.FullName, "Many.dll");

    private string Output => Path.Combine(_folder.FullName, "Woven.dll");

    [GlobalSetup]
    public void Write() => ManyMethods.Write(Input, Methods);

    [GlobalCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [Benchmark(Baseline = true)]
    public void Rewrite() => PackageWeaver.Rewrite(Input, Output);

    [Benchmark]
    public void Weave() => PackageWeaver.Weave(Input, Output);
}
