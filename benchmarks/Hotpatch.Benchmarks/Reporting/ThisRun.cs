using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Environments;
using Hotpatch.Benchmarks.Reporting.Pages;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>What can be said of the run that this process is.</summary>
internal static class ThisRun
{
    /// <summary>Returns a run that ends now.</summary>
    public static Run Of(string command)
        => new(
            DateTime.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            CommitOfThisBuild,
            command,
            [.. HostEnvironmentInfo.GetCurrent().ToFormattedString().Where(line => line.Length > 0)]);

    private static string CommitOfThisBuild
        => typeof(ThisRun).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion.Split('+') is [_, var commit, ..]
            ? commit[..Math.Min(commit.Length, 10)]
            : "unknown";
}
