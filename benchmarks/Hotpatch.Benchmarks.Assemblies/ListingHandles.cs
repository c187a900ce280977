using System.Reflection;
using System.Runtime.Loader;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Listing 10,000 handles of an assembly that was loaded just before. Nothing of it was looked up yet.</summary>
public class ListingHandles
{
    private const int Methods = 10_000;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hotpatch-benchmarks-");
    private Assembly _woven = typeof(ListingHandles).Assembly;
    private Assembly _plain = typeof(ListingHandles).Assembly;

    private string PlainPath => Path.Combine(_folder.FullName, "Many.dll");

    private string WovenPath => Path.Combine(_folder.FullName, "woven", "Many.dll");

    [GlobalSetup]
    public void Weave()
    {
        ManyMethods.Write(PlainPath, Methods);
        _folder.CreateSubdirectory("woven");
        PackageWeaver.Weave(PlainPath, WovenPath);
    }

    [GlobalCleanup]
    public void Delete() => _folder.Delete(recursive: true);

    [IterationSetup]
    public void Load() => (_plain, _woven) = (Load(PlainPath), Load(WovenPath));

    /// <summary>What .NET takes to list as many methods.</summary>
    [Benchmark(Baseline = true)]
    public int Reflection()
        => _plain.GetTypes().Sum(type => type.GetMethods(BindingFlags.Public | BindingFlags.Static | BindingFlags.DeclaredOnly).Length);

    [AtMost(Milliseconds = 20)]
    [Benchmark]
    public int Handles() => Patchable.In(_woven).Count;

    private static Assembly Load(string path) => new AssemblyLoadContext("many").LoadFromAssemblyPath(path);
}
