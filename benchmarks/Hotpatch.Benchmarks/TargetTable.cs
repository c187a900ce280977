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
                    output.WriteLine(Line(summary, passes.Key, passes, target.Ratio));

                if (passes.Key.GetCustomAttribute<AtMostMillisecondsAttribute>() is { } time)
                    output.WriteLine(Line(summary, passes.Key, passes, time));
            }
        }
    }

    private static string Line(Summary summary, MethodInfo method, IEnumerable<BenchmarkCase> passes, double target)
    {
        var times = passes.Select(pass => (Own: BestOf(summary, pass), Baseline: BestOf(summary, BaselineOf(summary, pass))))
            .Where(pass => pass is { Own: not null, Baseline: not null })
            .Select(pass => (Own: pass.Own!.Value, Baseline: pass.Baseline!.Value))
            .ToArray();

        var name = $"{method.ReflectedType!.Name}.{method.Name}";
        if (times.Length == 0)
            return $"     ?  {name}: not measured";

        // The best of all passes on both sides: a busy machine adds time and never takes any away.
        var ratio = times.Min(pass => pass.Own) / times.Min(pass => pass.Baseline);
        var ratios = times.Select(pass => pass.Own / pass.Baseline).Order().ToArray();
        var verdict = ratio <= target ? "met" : "MISSED";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{ratio,6:0.00}  {target,6:0.00}  {verdict,-6}  {name} (single passes: {ratios[0]:0.00} to {ratios[^1]:0.00})");
    }

    private static string Line(Summary summary, MethodInfo method, IEnumerable<BenchmarkCase> passes, AtMostMillisecondsAttribute target)
    {
        var times = passes.Select(pass => BestOf(summary, pass) / 1e6).OfType<double>().Order().ToArray();
        var name = $"{method.ReflectedType!.Name}.{method.Name}";
        if (times.Length == 0)
            return $"     ?  {name}: not measured";

        var verdict = times[0] <= target.Milliseconds ? "met" : "MISSED";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{times[0],6:0.00}  {target.Milliseconds,6:0.00}  {verdict,-6}  {name}, in ms (single passes: {times[0]:0.00} to {times[^1]:0.00})");
    }

    private static BenchmarkCase? BaselineOf(Summary summary, BenchmarkCase benchmark)
        => summary.GetBaseline(summary.GetLogicalGroupKey(benchmark));

    private static double? BestOf(Summary summary, BenchmarkCase? benchmark)
        => benchmark is null ? null : summary[benchmark]?.ResultStatistics?.Min;
}
