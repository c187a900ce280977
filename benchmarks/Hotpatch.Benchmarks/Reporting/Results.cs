using BenchmarkDotNet.Reports;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>What a program says and writes when its benchmarks have run.</summary>
internal static class Results
{
    /// <summary>Prints the targets and what failed, and writes the page if the options want it.</summary>
    /// <returns>The exit code of the program: 1 if a benchmark gave no figure, or if nothing ran.</returns>
    public static int Report(IReadOnlyCollection<Summary> summaries, Options options, string title, string command, string more = "")
    {
        var figures = Figures.Of(summaries);
        if (!options.IsShort)
            TargetTable.Print(figures, Console.Out);

        // A run without figures, such as one whose filter matches nothing here, leaves the page as it is.
        if (options.Pages is { } folder && figures.Count > 0)
        {
            BenchmarkPage.Write(folder, title, CommandWith(command, options.Others), figures, more);
            UpdateDocs(new DirectoryInfo(folder));
        }

        Console.WriteLine(more);

        var failed = summaries.SelectMany(summary => summary.BenchmarksCases.Where(benchmark => summary[benchmark]?.ResultStatistics is null)).ToArray();
        var all = summaries.Sum(summary => summary.BenchmarksCases.Length);
        foreach (var benchmark in failed)
            Console.WriteLine($"gave no figure: {benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}");

        Console.WriteLine($"{all - failed.Length} of {all} benchmarks ran");
        return all == 0 || failed.Length > 0 ? 1 : 0;
    }

    private static string CommandWith(string command, string[] arguments)
        => arguments.Length == 0 ? command : $"{command} -- {string.Join(' ', arguments.Select(argument => argument.Contains('*', StringComparison.Ordinal) ? $"\"{argument}\"" : argument))}";

    // The pages of this repository are in docs/benchmarks. Pages written elsewhere are nobody's figures.
    private static void UpdateDocs(DirectoryInfo folder)
    {
        if (folder is not { Name: "benchmarks", Parent: { Name: "docs" } docs })
            return;

        var figures = FigureFile.ReadAll(folder.FullName);
        foreach (var page in Directory.GetFiles(docs.FullName, "*.md", SearchOption.AllDirectories))
        {
            var text = File.ReadAllText(page);
            if (FigureMarks.Update(text, figures) is var updated && updated != text)
                File.WriteAllText(page, updated);
        }
    }
}
