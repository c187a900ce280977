namespace Hotpatch.Benchmarks.Reporting.Pages;

/// <summary>What the last run of a benchmark class found: a section of a page, and the content of <c>results/{Class}.json</c>.</summary>
/// <param name="Page">The title of the page.</param>
/// <param name="Class">The class.</param>
/// <param name="Run">Its last run.</param>
/// <param name="Figures">The figures, in the order of the run.</param>
/// <param name="Rows">Rows of a table that are no times, such as sizes; none for most.</param>
internal sealed record ClassResult(string Page, string Class, Run Run, IReadOnlyList<Figure> Figures, IReadOnlyList<IReadOnlyList<string>> Rows)
{
    /// <summary>Gets the columns of <see cref="Rows"/>.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>Returns this result with those rows of an earlier one that this run did not measure. The first column names a row.</summary>
    public ClassResult With(ClassResult earlier)
        => this with { Rows = [.. Rows.Concat(earlier.Rows.Where(row => !Rows.Any(own => own[0] == row[0]))).OrderBy(row => row[0], StringComparer.Ordinal)] };
}
