using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>A process that starts a host and ends: without Hotpatch, and with it, when no fix is there and no option is set.</summary>
public class HostStart
{
    [Benchmark(Baseline = true)]
    public void Plain() => OwnProcess.Run(OwnProcess.Host);

    [AtMost(1.10)]
    [Benchmark]
    public void WithHotpatch() => OwnProcess.Run(OwnProcess.Host, nameof(Hotpatch));
}
