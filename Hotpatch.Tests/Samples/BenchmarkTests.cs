using System.Reflection;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>All benchmarks run. What they measure is for a quiet machine.</summary>
[Parallelizable(ParallelScope.Self)]
[Category("Slow")]
public class BenchmarkTests
{
    private static string Configuration => typeof(BenchmarkTests).Assembly.GetCustomAttribute<AssemblyConfigurationAttribute>()!.Configuration;

    [TestCase("Hotpatch.Benchmarks")]
    [TestCase("Hotpatch.Benchmarks.Assemblies")]
    // All classes of builds run the same builds, of which each takes seconds.
    [TestCase("Hotpatch.Benchmarks.Builds", "--filter", "*Keystrokes*", "*BuildsAfterBodyEdit*")]
    public void Each_gives_a_figure(string project, params string[] options)
    {
        using var folder = new TempFolder();
        var output = ChildProcess.DotNet(folder.FullName, [ProgramOf(project), "--short", .. options]).Succeeded();
        Assert.That(output, Does.Match(@"(?m)^([1-9]\d*) of \1 benchmarks ran"));
    }

    /// <summary>The program of a project of benchmarks, as it was built with these tests.</summary>
    internal static string ProgramOf(string project) => Repository.PathOf("benchmarks", project, "bin", Configuration, "net10.0", project + ".dll");
}
