using BenchmarkDotNet.Reports;
using Hotpatch.Benchmarks.Reporting.Pages;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>What a program says and writes when its benchmarks have run.</summary>
internal static class Results
{
    /// <summary>Prints the targets and what failed, and writes the page if the options want it.</summary>
    /// <param name="summaries">What BenchmarkDotNet found.</param>
    /// <param name="options">The options of the program.</param>
    /// <param name="title">The title of the program's page.</param>
    /// <param name="command">The command that runs the program.</param>
    /// <param name="table">A table of figures that are no times; null for none.</param>
    /// <returns>The exit code of the program: 1 if a benchmark gave no figure, or if nothing ran.</returns>
    public static int Report(IReadOnlyCollection<Summary> summaries, Options options, string title, string command, Func<string, ClassResult>? table = null)
    {
        var figures = Figures.Of(summaries);
        if (!options.IsShort)
            TargetTable.Print(figures, Console.Out);

        var results = figures
            .GroupBy(figure => figure.Class, StringComparer.Ordinal)
            .Select(ofClass => new ClassResult(title, ofClass.Key, ThisRun.Of(CommandOf(command, ofClass.Key, options.Switches)), [.. ofClass], []))
            .ToList();
        if (table?.Invoke(command) is { Rows.Count: > 0 } more)
        {
            Console.WriteLine(string.Join('\n', more.Rows.Prepend(more.Columns).Select(row => string.Join("  ", row))));
            results.Add(more with { Page = title });
        }

        if (options.Pages is { } folder)
            Write(new DirectoryInfo(folder), results);

        var failed = summaries.SelectMany(summary => summary.BenchmarksCases.Where(benchmark => summary[benchmark]?.ResultStatistics is null)).ToArray();
        var all = summaries.Sum(summary => summary.BenchmarksCases.Length);
        foreach (var benchmark in failed)
            Console.WriteLine($"gave no figure: {benchmark.Descriptor.Type.Name}.{benchmark.Descriptor.WorkloadMethod.Name}");

        Console.WriteLine($"{all - failed.Length} of {all} benchmarks ran");
        return all == 0 || failed.Length > 0 ? 1 : 0;
    }

    // dotnet run … -- --code-size --filter "*.NotInlinedCalls.*"
    private static string CommandOf(string command, string className, IReadOnlyList<string> switches)
        => $"{command} -- {string.Concat(switches.Select(option => option + " "))}--filter \"*.{className}.*\"";

    private static void Write(DirectoryInfo folder, IReadOnlyList<ClassResult> results)
    {
        foreach (var result in results)
            ResultFiles.Write(folder.FullName, result);

        // All pages, since a chart or a page may look otherwise than when it was written.
        var all = ResultFiles.ReadAll(folder.FullName);
        foreach (var (name, text) in BenchmarkPage.Render(all))
            File.WriteAllText(Path.Combine(folder.FullName, name), text);

        // The pages of this repository are in docs/benchmarks. Pages written elsewhere are nobody's figures.
        if (folder is { Name: "benchmarks", Parent: { Name: "docs" } docs })
            UpdateProse(docs, ResultFiles.ByKey(all));
    }

    private static void UpdateProse(DirectoryInfo docs, IReadOnlyDictionary<string, Figure> figures)
    {
        foreach (var page in docs.GetFiles("*.md", SearchOption.AllDirectories).Append(new FileInfo(Path.Combine(docs.Parent!.FullName, "README.md"))))
        {
            var text = File.ReadAllText(page.FullName);
            if (FigureMarks.Update(text, figures) is var updated && updated != text)
                File.WriteAllText(page.FullName, updated);
        }
    }
}
