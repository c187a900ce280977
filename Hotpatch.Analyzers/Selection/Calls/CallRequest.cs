using Hotpatch.Fody.Configuration;
using Microsoft.CodeAnalysis;

namespace Hotpatch.Analyzers.Selection.Calls;

/// <summary>The methods of one type of another assembly to which the project's calls are patchable.</summary>
internal sealed class CallRequest(INamedTypeSymbol type)
{
    private readonly SortedSet<string> _names = new(StringComparer.Ordinal);
    private readonly SortedDictionary<string, NamePattern> _patterns = new(StringComparer.Ordinal);
    private bool _isWhole;

    public INamedTypeSymbol Type => type;

    /// <summary>All that selects methods, as text. Two requests with the same text select the same methods of a type.</summary>
    public string Selection => string.Join("\n", new[] { _isWhole ? "*" : string.Empty }.Concat(_names).Append(string.Empty).Concat(_patterns.Keys));

    /// <summary>Whether the request selects a method. Whether calls of the method can be patchable is another question.</summary>
    public bool Selects(IMethodSymbol method)
        => _isWhole
            || _names.Any(name => CallNames.Means(name, method))
            || (_patterns.Count > 0 && CallNames.InPatterns(method).Any(name => _patterns.Values.Any(pattern => pattern.Matches(name))));

    public void AddAll() => _isWhole = true;

    public void Add(string name) => _names.Add(name);

    public void Add(NamePattern pattern) => _patterns[pattern.Text] = pattern;
}
