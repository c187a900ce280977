using Hotpatch.Benchmarks.Reporting.Pages;

namespace Hotpatch.Benchmarks.Reporting;

/// <summary>The last thing that a run prints: each figure that has a target, beside it.</summary>
internal static class TargetTable
{
    public static void Print(IEnumerable<Figure> figures, TextWriter output)
    {
        output.WriteLine();
        output.WriteLine($"{"Found",12}  {"At most",12}");
        foreach (var figure in figures)
        {
            var name = $"{figure.Class}.{figure.Method}" + (figure.Group.Length == 0 ? string.Empty : $" [{figure.Group}]");
            foreach (var target in Targets.Of(figure))
                output.WriteLine($"{target.Found,12}  {target.Wanted,12}  {(target.IsMet ? "met" : "MISSED"),-6}  {name}");
        }
    }
}
