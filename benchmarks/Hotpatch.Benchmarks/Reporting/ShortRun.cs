using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>Each benchmark once, in this process. The times mean nothing.</summary>
internal static class ShortRun
{
    public static IConfig Create()
        => ManualConfig.CreateEmpty()
            .AddJob(Job.Dry.WithToolchain(InProcessEmitToolchain.Instance))
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(ConsoleLogger.Default);
}
