using Hotpatch.Hosting.Naming;

namespace Hotpatch.Hosting.Control.Values;

/// <summary>Decides by names which parameters, fields and results are not shown. Immutable.</summary>
internal sealed class Secrets(IEnumerable<string> patterns)
{
    private readonly StarPattern[] _patterns = [.. patterns.Select(pattern => new StarPattern(pattern, ignoresCase: true))];

    public bool Contains(string name) => Array.Exists(_patterns, pattern => pattern.Matches(name));
}
