using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Hotpatch.Benchmarks.Assemblies;

internal static class AssemblyConfig
{
    private const int Passes = 4;

    /// <summary>
    /// In this process, which keeps the programs running: a process for each benchmark would lay their code out anew, and that alone is
    /// worth several per cent. Several passes of short iterations, of which the best counts: a busy machine adds time and never takes any.
    /// </summary>
    public static IConfig Create()
        => ManualConfig.CreateEmpty()
            .AddJob([.. Enumerable.Range(1, Passes).Select(number => Job.Default
                .WithId($"Pass {number}")
                .WithToolchain(new InProcessEmitToolchain(TimeSpan.FromMinutes(30), logOutput: true))
                .WithWarmupCount(3)
                .WithIterationCount(10)
                .WithIterationTime(TimeInterval.FromMilliseconds(100)))])
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Min)
            .AddLogger(ConsoleLogger.Default);
}
