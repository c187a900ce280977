using System.Diagnostics;
using BenchmarkDotNet.Attributes;

namespace Hotpatch.Benchmarks.Assemblies;

/// <summary>A process that runs the workload once and ends, from its start to its end.</summary>
public class StartUp
{
    [Benchmark(Baseline = true)]
    public void Plain() => RunProcess(JsonAssemblies.PlainPath);

    [AtMost(1.25)]
    [Benchmark]
    public void Woven() => RunProcess(JsonAssemblies.WovenPath);

    internal static void RunOnce(string json) => Console.WriteLine(JsonAssemblies.Load(json)());

    private static void RunProcess(string json)
    {
        // This program is run by its own executable, or by dotnet.
        var isHost = Path.GetFileNameWithoutExtension(Environment.ProcessPath) == "dotnet";
        string[] arguments = [.. isHost ? new[] { typeof(StartUp).Assembly.Location } : [], "start", json];
        using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException("The process failed.");
    }
}
