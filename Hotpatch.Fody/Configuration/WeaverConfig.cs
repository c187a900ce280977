using System.Xml.Linq;

namespace Hotpatch.Fody.Configuration;

/// <summary>The <c>&lt;Hotpatch /&gt;</c> element of FodyWeavers.xml; what it does not know is an error.</summary>
internal sealed record WeaverConfig(Scope Scope, IReadOnlyList<NamePattern> Include, IReadOnlyList<NamePattern> Exclude)
{
    /// <summary>What stands between two patterns.</summary>
    public static readonly char[] Separators = [',', ';', '|', '\n', '\r', '\t', ' '];

    /// <exception cref="ConfigurationException">The element holds something unknown.</exception>
    public static WeaverConfig Read(XElement element)
    {
        var unknown = element.Attributes()
            .Where(attribute => !Knows(attribute))
            .Select(attribute => $"attribute {attribute.Name}")
            .Concat(element.Elements().Select(child => $"element {child.Name}"))
            .ToArray();

        if (unknown.Length > 0)
            throw Unknown(element, $"has no {string.Join(", no ", unknown)}. Remove what is misspelt or meant for another version.");

        return new WeaverConfig(
            ReadName(element, nameof(Scope), Scope.Attributed), ReadPatterns(element, nameof(Include)), ReadPatterns(element, nameof(Exclude)))
        {
            Consistency = ReadName(element, nameof(Consistency), PatchConsistency.Immediate),
        };
    }

    /// <summary>What patching promises of methods for which the source does not say it.</summary>
    public PatchConsistency Consistency { get; private init; }

    /// <summary>Whether this version knows such an attribute.</summary>
    public static bool Knows(XAttribute attribute)
        => attribute.IsNamespaceDeclaration || attribute.Name.LocalName is nameof(Scope) or nameof(Consistency) or nameof(Include) or nameof(Exclude);

    /// <summary>What is wrong where a pattern names none of an assembly's methods.</summary>
    public static string MessageWithoutMatch(NamePattern pattern, string assembly)
        => $"the pattern {pattern.Text} in FodyWeavers.xml names no namespace, type or method of {assembly}. Correct or remove it.";

    /// <summary>Whether the method is patchable unless the source says otherwise.</summary>
    public bool Covers(IMethodName method)
        => IsIncluded(method) && !Matches(Exclude, method);

    /// <summary>The patterns that name none of the methods; most likely they are misspelt.</summary>
    public IEnumerable<NamePattern> WithoutMatch(IEnumerable<IMethodName> methods)
        => Include.Concat(Exclude).Where(pattern => !methods.Any(pattern.Matches));

    private bool IsIncluded(IMethodName method)
    {
        var named = Matches(Include, method);
        return Scope switch
        {
            Scope.Attributed => named,
            Scope.Public => (named || Include.Count == 0) && method.IsVisible,
            _ => named || Include.Count == 0,
        };
    }

    private static bool Matches(IReadOnlyList<NamePattern> patterns, IMethodName method)
    {
        foreach (var pattern in patterns)
        {
            if (pattern.Matches(method))
                return true;
        }

        return false;
    }

    private static T ReadName<T>(XElement element, string attribute, T absent)
        where T : struct, Enum
    {
        if (element.Attribute(attribute)?.Value is not { } text)
            return absent;

        // By name only: parsing alone would take numbers too.
        return Enum.GetNames(typeof(T)).Contains(text, StringComparer.Ordinal)
            ? (T)Enum.Parse(typeof(T), text)
            : throw Unknown(element, $"has {attribute}=\"{text}\". Use {string.Join(", ", Enum.GetNames(typeof(T)))}.");
    }

    private static NamePattern[] ReadPatterns(XElement element, string attribute)
        =>
        [
            .. (element.Attribute(attribute)?.Value ?? string.Empty)
                .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => new NamePattern(text)),
        ];

    private static ConfigurationException Unknown(XElement element, string message) => new($"<{element.Name}> in FodyWeavers.xml {message}");
}
