namespace Hotpatch.Benchmarks.Reporting;

/// <summary>The options of the programs. BenchmarkDotNet gets the others, such as <c>--filter</c>.</summary>
/// <param name="IsShort">Whether each benchmark runs once, only to show that it does.</param>
/// <param name="Pages">The folder for the pages; null for none.</param>
/// <param name="Others">The options for BenchmarkDotNet.</param>
internal sealed record Options(bool IsShort, string? Pages, string[] Others)
{
    private const string Short = "--short";
    private const string PagesOption = "--pages";

    /// <summary>Gets the switches of the program's own that change what is measured.</summary>
    public IReadOnlyList<string> Switches { get; init; } = [];

    public static Options Read(string[] arguments)
    {
        var others = arguments.ToList();
        var isShort = others.Remove(Short);
        var pages = TakeValue(others, PagesOption, "the folder for the pages");
        return new Options(isShort, pages, others is [] ? ["--filter", "*"] : [.. others]);
    }

    /// <summary>Removes an option and the value after it.</summary>
    /// <param name="arguments">The arguments, without the option afterwards.</param>
    /// <param name="option">The option.</param>
    /// <param name="meaning">What the value is, for the message if it is missing.</param>
    /// <returns>The value; null if the option is not there.</returns>
    public static string? TakeValue(List<string> arguments, string option, string meaning)
    {
        var index = arguments.IndexOf(option);
        if (index < 0)
            return null;

        if (index + 1 == arguments.Count)
            throw new ArgumentException($"{option} needs {meaning}.", nameof(arguments));

        var value = arguments[index + 1];
        arguments.RemoveRange(index, 2);
        return value;
    }
}
