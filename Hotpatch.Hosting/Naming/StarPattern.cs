using System.Text.RegularExpressions;

namespace Hotpatch.Hosting.Naming;

/// <summary>A pattern in which <c>*</c> stands for any characters. Immutable.</summary>
internal sealed class StarPattern(string text, bool ignoresCase = false)
{
    private readonly StringComparison _comparison = ignoresCase ? StringComparison.OrdinalIgnoreCase : StringComparison.Ordinal;

    // Most patterns are names, which need none. A process may have tens of thousands of names to compare.
    private readonly Regex? _regex = !text.Contains('*', StringComparison.Ordinal) ? null
        : ignoresCase ? new(Expression(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)
        : new(Expression(text), RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);

    /// <summary>Returns whether the pattern matches a name.</summary>
    public bool Matches(string name) => _regex?.IsMatch(name) ?? name.Equals(text, _comparison);

    /// <summary>Returns whether the pattern matches a name, or what follows one of its dots.</summary>
    public bool MatchesPart(string name)
    {
        if (Matches(name))
            return true;

        if (_regex is null)
            return name.Length > text.Length && name[^(text.Length + 1)] == '.' && name.EndsWith(text, _comparison);

        for (var dot = name.IndexOf('.', StringComparison.Ordinal); dot >= 0; dot = name.IndexOf('.', dot + 1))
        {
            if (_regex.IsMatch(name.AsSpan(dot + 1)))
                return true;
        }

        return false;
    }

    private static string Expression(string text) => "^" + Regex.Escape(text).Replace("\\*", ".*", StringComparison.Ordinal) + "$";
}
