namespace Hotpatch.Hosting.Naming;

/// <summary>
/// A pattern for the full names of patchable methods: a name, a part of one from a dot on, or either with <c>*</c>, which stands for any characters. Without
/// parentheses, it matches all overloads. Immutable.
/// </summary>
internal sealed class MethodPattern(string text)
{
    private readonly StarPattern _pattern = new(text);

    /// <summary>Returns a full name without its parameters.</summary>
    public static string WithoutParameters(string name) => name.IndexOf('(', StringComparison.Ordinal) is var end and >= 0 ? name[..end] : name;

    /// <summary>Returns whether the pattern matches a full name, such as <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public bool Matches(string name) => _pattern.MatchesPart(text.Contains('(', StringComparison.Ordinal) ? name : WithoutParameters(name));
}
