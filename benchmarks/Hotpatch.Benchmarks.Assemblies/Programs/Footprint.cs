using System.Globalization;
using Hotpatch.Benchmarks.Processes;
using Hotpatch.Benchmarks.Reporting;
using Hotpatch.Benchmarks.Reporting.Pages;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>What the published programs weigh, on disk and in memory.</summary>
internal static class Footprint
{
    private const int Runs = 5;

    /// <summary>Returns a row for each program that was published plain and woven.</summary>
    /// <param name="command">The command that runs this program.</param>
    public static ClassResult Measure(string command)
        => new(string.Empty, "SizeAndMemory", ThisRun.Of($"{command} -- --filter \"*.Throughput.*\" \"*.CompiledThroughput.*\""), [], [.. PublishedPrograms.PlainAndWoven.Select(Row)])
        {
            Columns = [string.Empty, "size, plain", "scope All", "peak working set, plain", "scope All"],
        };

    private static IReadOnlyList<string> Row((string Program, Mode Mode) program)
        =>
        [
            $"{program.Program}, {program.Mode}",
            Size(program, WovenPart.Nothing), Size(program, WovenPart.All), Memory(program, WovenPart.Nothing), Memory(program, WovenPart.All),
        ];

    private static string Size((string Program, Mode Mode) program, WovenPart woven)
        => InMegabytes(new DirectoryInfo(PublishedPrograms.FolderOf(program.Program, woven, program.Mode)).EnumerateFiles("*", SearchOption.AllDirectories)
            .Where(file => file.Extension is ".dll" or ".exe" or "")
            .Sum(file => file.Length));

    // The program says it when it ends. The least of several runs: the collector sometimes runs later.
    private static string Memory((string Program, Mode Mode) program, WovenPart woven)
        => InMegabytes(Enumerable.Range(0, Runs)
            .Min(_ => long.Parse(Command.Run(PublishedPrograms.Start(program.Program, woven, program.Mode)).Split(' ')[1], CultureInfo.InvariantCulture)));

    private static string InMegabytes(long bytes) => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB");
}
