namespace Hotpatch.Benchmarks.Reporting;

/// <summary>The options of the programs. BenchmarkDotNet gets the others, such as <c>--filter</c>.</summary>
/// <param name="IsShort">Whether each benchmark runs once, only to show that it does.</param>
/// <param name="Pages">The folder for the pages; null for none.</param>
/// <param name="Others">The options for BenchmarkDotNet.</param>
internal sealed record Options(bool IsShort, string? Pages, string[] Others)
{
    private const string Short = "--short";

    public static Options Read(string[] arguments)
    {
        var pages = Array.IndexOf(arguments, BenchmarkPage.Option);
        if (pages >= 0 && pages + 1 == arguments.Length)
            throw new ArgumentException($"{BenchmarkPage.Option} needs the folder for the pages.", nameof(arguments));

        string[] others = [.. arguments.Where((argument, index) => argument != Short && (pages < 0 || (index != pages && index != pages + 1)))];
        return new Options(arguments.Contains(Short, StringComparer.Ordinal), pages < 0 ? null : arguments[pages + 1], others is [] ? ["--filter", "*"] : others);
    }
}
