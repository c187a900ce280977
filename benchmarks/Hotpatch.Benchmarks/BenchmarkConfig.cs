using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Perfolizer.Horology;

namespace Hotpatch.Benchmarks;

internal static class BenchmarkConfig
{
    private const int Passes = 8;

    /// <summary>
    /// Several passes, each a process for each benchmark with the baseline's right beside: a machine that is busy for a while spoils
    /// one pass, and code comes to lie elsewhere in each.
    /// </summary>
    public static IConfig Create()
        => ManualConfig.CreateEmpty() // without the default analysers, which want iterations long enough for a mean
            .AddJob([.. Enumerable.Range(1, Passes).Select(Pass)])
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Min)
            .WithBuildTimeout(TimeSpan.FromMinutes(10)) // on a busy machine the default is too short for the weaver and what it weaves
            .AddLogger(ConsoleLogger.Default)
            .AddExporter(MarkdownExporter.GitHub);

    // Many iterations, short enough that some are not interrupted by whatever else runs on the machine.
    private static Job Pass(int number)
        => Job.Default
            .WithId($"Pass {number}")
            .WithWarmupCount(200)
            .WithIterationCount(100)
            .WithIterationTime(TimeInterval.FromMilliseconds(5));
}
