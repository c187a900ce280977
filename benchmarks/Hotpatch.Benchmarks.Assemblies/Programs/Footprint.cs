using System.Globalization;
using Hotpatch.Benchmarks.Processes;

namespace Hotpatch.Benchmarks.Assemblies.Programs;

/// <summary>What the published programs weigh, on disk and in memory.</summary>
internal static class Footprint
{
    private const int Runs = 5;

    /// <summary>Returns a table in Markdown of the programs that were published plain and woven.</summary>
    public static string Table()
    {
        var rows = PublishedPrograms.PlainAndWoven.Select(program => $"| {program.Program}, {program.Mode} | {Size(program, WovenPart.Nothing)} | {Size(program, WovenPart.All)} | {Memory(program, WovenPart.Nothing)} | {Memory(program, WovenPart.All)} |");
        return string.Join(
            '\n',
            ["| | size, plain | scope All | peak working set, plain | scope All |", "| --- | --- | --- | --- | --- |", .. rows, string.Empty]);
    }

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
