using System.Text.RegularExpressions;

namespace Hotpatch.Hosting.Naming;

/// <summary>
/// A pattern for the full names of patchable methods, in which <c>*</c> stands for any characters. Without parentheses, it matches all overloads. Immutable.
/// </summary>
internal sealed class MethodPattern(string text)
{
    private readonly Regex _regex = new(
        "^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Returns whether the pattern matches a full name, such as <c>Shop.PriceService.Quote(System.Int32)</c>.</summary>
    public bool Matches(string name) => _regex.IsMatch(text.Contains('(', StringComparison.Ordinal) ? name : WithoutParameters(name));

    private static string WithoutParameters(string name) => name.IndexOf('(', StringComparison.Ordinal) is var end and >= 0 ? name[..end] : name;
}
