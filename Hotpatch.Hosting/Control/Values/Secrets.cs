using System.Text.RegularExpressions;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>Decides which parameters and fields are not shown, by their names. Immutable.</summary>
internal sealed class Secrets(IEnumerable<string> patterns)
{
    private readonly Regex[] _patterns =
    [
        .. patterns.Select(pattern => new Regex(
            "^" + Regex.Escape(pattern).Replace("\\*", ".*", StringComparison.Ordinal) + "$",
            RegexOptions.CultureInvariant | RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)),
    ];

    public bool Contains(string name) => Array.Exists(_patterns, pattern => pattern.IsMatch(name));
}
