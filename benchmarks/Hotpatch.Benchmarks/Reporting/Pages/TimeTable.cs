namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>Figures as the rows of a table. A column that has nothing in any row is left out.</summary>
internal static class TimeTable
{
    private static readonly (string Name, Func<Figure, string> Cell)[] All =
    [
        ("ratio", figure => figure is { IsBaseline: false, Ratio: { } ratio, Lowest: { } lowest, Highest: { } highest } ? $"{Text.Number(ratio)} ({Text.Number(lowest)} to {Text.Number(highest)})" : string.Empty),
        ("time", figure => Text.Time(figure.Nanoseconds)),
        ("bytes allocated", figure => Text.Bytes(figure.Bytes)),
        ("bytes of code", figure => Text.Bytes(figure.CodeBytes)),
        ("wanted", Wanted),
    ];

    public static IReadOnlyList<string> Columns(IReadOnlyList<Figure> figures) => [string.Empty, .. Used(figures).Select(column => column.Name)];

    public static IReadOnlyList<IReadOnlyList<string>> Rows(IReadOnlyList<Figure> figures)
        => [.. figures.Select(figure => (IReadOnlyList<string>)[Label(figure), .. Used(figures).Select(column => column.Cell(figure))])];

    private static IEnumerable<(string Name, Func<Figure, string> Cell)> Used(IReadOnlyList<Figure> figures)
        => All.Where(column => figures.Any(figure => column.Cell(figure).Length > 0));

    private static string Label(Figure figure) => figure.Group.Length == 0 ? figure.Name : $"{figure.Group}: {figure.Name}";

    private static string Wanted(Figure figure)
        => string.Join(
            "; ",
            Targets.Of(figure).Select(target => $"at most {target.Wanted}{(target.IsMet ? string.Empty : ", **missed**")}"));
}
