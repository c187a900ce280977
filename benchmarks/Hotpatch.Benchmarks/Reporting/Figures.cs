using System.Globalization;
using System.Reflection;
using System.Text;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using Hotpatch.Benchmarks.Reporting.Pages;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>Reads the figures of a run.</summary>
internal static class Figures
{
    /// <summary>Returns the figures, in the order of the run. A benchmark that gave none is left out.</summary>
    public static IReadOnlyList<Figure> Of(IEnumerable<Summary> summaries)
        => [.. summaries.SelectMany(summary => summary.BenchmarksCases
            .GroupBy(benchmark => (benchmark.Descriptor.WorkloadMethod, benchmark.Parameters.DisplayInfo, EnvironmentOf(benchmark)))
            .Select(passes => Of(summary, passes.Key.WorkloadMethod, [.. passes]))
            .OfType<Figure>())];

    private static Figure? Of(Summary summary, MethodInfo method, BenchmarkCase[] passes)
    {
        var times = passes.Select(pass => (Own: BestOf(summary, pass), Baseline: BestOf(summary, summary.GetBaseline(summary.GetLogicalGroupKey(pass))))).ToArray();
        if (times.Min(pass => pass.Own) is not { } best)
            return null;

        var ratios = times.Select(pass => pass.Own / pass.Baseline).OfType<double>().Order().ToArray();
        var first = passes[0];
        var target = method.GetCustomAttribute<AtMostAttribute>();
        return new Figure(
            method.ReflectedType!.Name,
            string.Join(", ", first.Descriptor.Categories.Append(first.Parameters.DisplayInfo.Trim('[', ']')).Append(EnvironmentOf(first)).Where(part => part.Length > 0)),
            InWords(method.Name),
            method.Name,
            best,
            ratios.Length == 0 ? null : best / times.Min(pass => pass.Baseline)!.Value,
            ratios.Length == 0 ? null : ratios[0],
            ratios.Length == 0 ? null : ratios[^1],
            MetricOf(summary, first, "Allocated Memory"))
        {
            CodeBytes = MetricOf(summary, first, "Native Code Size"),
            IsBaseline = summary.IsBaseline(first),
            TargetRatio = Number(target?.Ratio),
            TargetNanoseconds = Number(target?.Nanoseconds) ?? times.Min(pass => pass.Baseline) + Number(target?.MoreNanoseconds),
            TargetBytes = Number(target?.Bytes),
        };
    }

    private static double? Number(double? value) => value is { } number && !double.IsNaN(number) ? number : null;

    private static double? BestOf(Summary summary, BenchmarkCase? benchmark) => benchmark is null ? null : summary[benchmark]?.ResultStatistics?.Min;

    private static double? MetricOf(Summary summary, BenchmarkCase benchmark, string name)
        => summary[benchmark]?.Metrics.TryGetValue(name, out var metric) == true ? metric.Value : null;

    // Passes in another environment are no passes of the same figure.
    private static string EnvironmentOf(BenchmarkCase benchmark)
        => string.Join(' ', benchmark.Job.Environment.EnvironmentVariables?.Select(variable => $"{variable.Key}={variable.Value}") ?? []);

    // PlainInstance: plain instance
    private static string InWords(string name)
    {
        var words = new StringBuilder();
        foreach (var letter in name)
        {
            if (char.IsUpper(letter) && words.Length > 0)
                words.Append(' ');

            words.Append(char.ToLower(letter, CultureInfo.InvariantCulture));
        }

        return words.ToString();
    }
}
