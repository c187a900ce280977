using System.Globalization;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>The last thing that a run prints: each figure that has a target, beside it.</summary>
internal static class TargetTable
{
    public static void Print(IEnumerable<Figure> figures, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine(" Ratio  Target");
        foreach (var figure in figures)
        {
            var name = $"{figure.Class}.{figure.Method}" + (figure.Group.Length == 0 ? string.Empty : $" [{figure.Group}]");
            if (figure is { TargetRatio: { } target, Ratio: { } ratio })
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{ratio,6:0.00}  {target,6:0.00}  {Verdict(ratio, target),-6}  {name} (single passes: {figure.Lowest:0.00} to {figure.Highest:0.00})"));

            if (figure.TargetMilliseconds is { } longest)
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{figure.Nanoseconds / 1e6,6:0.00}  {longest,6:0.00}  {Verdict(figure.Nanoseconds / 1e6, longest),-6}  {name}, in ms"));
        }
    }

    private static string Verdict(double found, double wanted) => found <= wanted ? "met" : "MISSED";
}
