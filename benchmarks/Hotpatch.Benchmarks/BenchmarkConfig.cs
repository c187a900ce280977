using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Filters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using Hotpatch.Benchmarks.Peers;
using Hotpatch.Benchmarks.Reporting;
using Perfolizer.Horology;

namespace Hotpatch.Benchmarks;

internal static class BenchmarkConfig
{
    private const int Passes = 8;

    public static IConfig Create(CallOptions options)
    {
        var config = (options.Common.IsShort, RunsInOwnProcesses: options.ComparesProfiles || options.MeasuresCodeSize) switch
        {
            (IsShort: false, _) => Full(options.ComparesProfiles),
            (_, RunsInOwnProcesses: true) => Base().AddJob([.. Jobs(Job.Dry.WithId("Short"), options.ComparesProfiles)]),
            _ => ManualConfig.Create(ShortRun.Create()),
        };
        if (options.MeasuresCodeSize)
            config.AddDiagnoser(new DisassemblyDiagnoser(CodeSize));

        if (options.Peers is null)
            config.AddFilter(new SimpleFilter(benchmark => benchmark.Descriptor.Type.Namespace != typeof(IPeer).Namespace));

        return config;
    }

    /// <summary>
    /// Several passes, each a process for each benchmark with the baseline's right beside: a machine that is busy for a while spoils
    /// one pass, and code comes to lie elsewhere in each.
    /// </summary>
    private static ManualConfig Full(bool comparesProfiles)
        => Base()
            .AddJob([.. Enumerable.Range(1, Passes).SelectMany(number => Jobs(Pass(number), comparesProfiles))])
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumn(StatisticColumn.Min)
            .AddExporter(MarkdownExporter.GitHub);

    private static ManualConfig Base()
        => ManualConfig.CreateEmpty() // without the default analysers, which want iterations long enough for a mean
            .AddLogicalGroupRules(BenchmarkLogicalGroupRule.ByCategory)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .WithBuildTimeout(TimeSpan.FromMinutes(10)) // on a busy machine the default is too short for the weaver and what it weaves
            .AddLogger(ConsoleLogger.Default);

    // Many iterations, short enough that some are not interrupted by whatever else runs on the machine.
    private static Job Pass(int number)
        => Job.Default
            .WithId($"Pass {number}")
            .WithWarmupCount(200)
            .WithIterationCount(100)
            .WithIterationTime(TimeInterval.FromMilliseconds(5));

    private static Job[] Jobs(Job job, bool comparesProfiles) => comparesProfiles ? [WithProfile(job, "1"), WithProfile(job, "0")] : [job];

    // The runtime reads the variable when it starts, so such a job can't run in this process.
    private static Job WithProfile(Job job, string value)
        => job.WithId($"{job.Id} TieredPGO {value}").WithEnvironmentVariable("DOTNET_TieredPGO", value);

    // For the number alone: no reports, which take longer to write than most benchmarks take to run.
    private static DisassemblyDiagnoserConfig CodeSize
        => new(maxDepth: 1, exportGithubMarkdown: false, exportHtml: false, exportCombinedDisassemblyReport: false, exportDiff: false);
}
