using System.Globalization;
using System.Reflection;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;

namespace Hotpatch.Benchmarks;

/// <summary>The last thing a run prints: each ratio that has a target, beside it.</summary>
internal static class TargetTable
{
    public static void Print(IEnumerable<Summary> summaries, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(" Ratio  Target");
        foreach (var summary in summaries)
        {
            foreach (var passes in summary.BenchmarksCases.GroupBy(benchmark => benchmark.Descriptor.WorkloadMethod))
            {
                if (passes.Key.GetCustomAttribute<AtMostAttribute>() is { } target)
                    output.WriteLine(Line(passes.Key, passes.Select(pass => RatioOf(summary, pass)), target.Ratio));
            }
        }
    }

    private static string Line(MethodInfo method, IEnumerable<double?> ratioOfEachPass, double target)
    {
        var ratios = ratioOfEachPass.OfType<double>().Order().ToArray();
        var name = $"{method.DeclaringType!.Name}.{method.Name}";
        if (ratios.Length == 0)
            return $"{string.Empty,6}  {string.Empty,6}  not measured  {name}";

        var median = ratios[ratios.Length / 2];
        var verdict = median <= target ? "met" : "MISSED";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{median,6:0.00}  {target,6:0.00}  {verdict,-6}  {name} (passes: {ratios[0]:0.00} to {ratios[^1]:0.00})");
    }

    private static double? RatioOf(Summary summary, BenchmarkCase benchmark)
        => summary.GetBaseline(summary.GetLogicalGroupKey(benchmark)) is { } baseline
            ? BestOf(summary, benchmark) / BestOf(summary, baseline)
            : null;

    // A busy machine adds time and never takes any away.
    private static double? BestOf(Summary summary, BenchmarkCase benchmark) => summary[benchmark]?.ResultStatistics?.Min;
}
