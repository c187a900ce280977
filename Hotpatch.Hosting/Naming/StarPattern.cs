using System.Text.RegularExpressions;

namespace Hotpatch.Hosting.Naming;

/// <summary>A pattern in which <c>*</c> stands for any characters. Immutable.</summary>
internal sealed class StarPattern(string text, bool ignoresCase = false)
{
    private readonly Regex _regex = ignoresCase
        ? new(Expression(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)
        : new(Expression(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    public bool Matches(string name) => _regex.IsMatch(name);

    private static string Expression(string text) => "^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
}
