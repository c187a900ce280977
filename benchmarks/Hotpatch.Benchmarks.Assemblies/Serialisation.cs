using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>Writing, parsing and querying JSON, with every method of Newtonsoft.Json woven and none patched.</summary>
public class Serialisation
{
    private Func<int> _plain = () => 0;
    private Func<int> _woven = () => 0;
    private Func<int> _calls = () => 0;

    /// <summary>Both are loaded and hot before either is measured.</summary>
    [GlobalSetup]
    public void Load()
    {
        _plain = JsonAssemblies.Load(JsonAssemblies.PlainPath);
        _woven = JsonAssemblies.Load(JsonAssemblies.WovenPath);
        _calls = JsonAssemblies.Load(JsonAssemblies.CallsPath);
        for (var round = 0; round < 10; round++)
        {
            for (var i = 0; i < 60; i++)
            {
                if (_plain() != _woven() || _plain() != _calls())
                    throw new InvalidOperationException("The woven assembly gives another result.");
            }

            Thread.Sleep(200); // for the tiers
        }
    }

    [Benchmark(Baseline = true)]
    public int Plain() => _plain();

    [AtMost(1.15)]
    [Benchmark]
    public int Woven() => _woven();

    /// <summary>None of its methods is woven, and all calls that it makes to the framework go through call stubs.</summary>
    [Benchmark]
    public int Calls() => _calls();
}
