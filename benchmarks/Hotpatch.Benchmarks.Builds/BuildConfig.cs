using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Engines;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Hotpatch.Benchmarks.Builds;

internal static class BuildConfig
{
    private const int Passes = 2;

    /// <summary>
    /// An iteration is one build, or a number of keystrokes: both are long enough to be timed alone. Several passes, of which the best counts: a busy
    /// machine adds time and never takes any. The first round is not measured, because it starts the compiler's process.
    /// </summary>
    public static IConfig Create()
        => ManualConfig.CreateEmpty()
            .AddJob([.. Enumerable.Range(1, Passes).Select(number => Job.Default
                .WithId($"Pass {number}")
                .WithToolchain(InProcessEmitToolchain.Instance)
                .WithStrategy(RunStrategy.Monitoring)
                .WithWarmupCount(1)
                .WithIterationCount(3))])
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Min)
            .AddLogger(ConsoleLogger.Default);
}
