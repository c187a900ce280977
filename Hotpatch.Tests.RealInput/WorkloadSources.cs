namespace Hotpatch.Tests.RealInput;

/// <summary>The sources of a package's workload, which the tests carry along.</summary>
internal static class WorkloadSources
{
    private const string Common = "Common";

    /// <summary>By file name; what all workloads share is among them.</summary>
    public static IReadOnlyDictionary<string, string> Of(string package)
    {
        var own = In(package);
        Assert.That(own, Is.Not.Empty);
        return own.Concat(In(Common)).ToDictionary();
    }

    private static Dictionary<string, string> In(string folder)
    {
        var tests = typeof(WorkloadSources).Assembly;
        return tests.GetManifestResourceNames()
            .Where(name => name.StartsWith($"Workloads/{folder}/", StringComparison.Ordinal))
            .ToDictionary(name => name, name =>
            {
                using var reader = new StreamReader(tests.GetManifestResourceStream(name)!);
                return reader.ReadToEnd();
            });
    }
}
