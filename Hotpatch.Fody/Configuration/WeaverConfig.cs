using System.Xml.Linq;

namespace Hotpatch.Fody.Configuration;

/// <summary>The <c>&lt;Hotpatch /&gt;</c> element of FodyWeavers.xml.</summary>
internal sealed record WeaverConfig(Scope Scope, IReadOnlyList<NamePattern> Include, IReadOnlyList<NamePattern> Exclude)
{
    /// <summary>The characters that separate patterns.</summary>
    public static readonly char[] Separators = [',', ';', '|', '\n', '\r', '\t', ' '];

    /// <summary>The place of the configuration in a build of a project. Messages name it.</summary>
    public const string ProjectFile = "FodyWeavers.xml";

    private const string Known = $"{nameof(Scope)}, {nameof(Consistency)}, {nameof(Include)}, {nameof(Exclude)}, {nameof(AggressiveInlining)} and {nameof(Calls)}";

    /// <summary>The configuration of a project that has none.</summary>
    public static WeaverConfig Default { get; } = new(Scope.Attributed, [], []);

    /// <summary>Reads the element.</summary>
    /// <param name="element">The <c>&lt;Hotpatch /&gt;</c> element.</param>
    /// <param name="place">The place of the element, for messages.</param>
    /// <exception cref="ConfigurationException">The element has an attribute, element or value that this version doesn't know.</exception>
    public static WeaverConfig Read(XElement element, string place = ProjectFile)
    {
        var unknown = element.Attributes()
            .Where(attribute => !Knows(attribute))
            .Select(attribute => $"attribute {attribute.Name}")
            .Concat(element.Elements().Select(child => $"element {child.Name}"))
            .ToArray();

        if (unknown.Length > 0)
            throw Unknown(element, place, $"has an unknown {string.Join(", ", unknown)}. Expected are the attributes {Known}. Correct the name, or remove it if it is for another version.");

        return new WeaverConfig(
            ReadName(element, place, nameof(Scope), Scope.Attributed), ReadPatterns(element, nameof(Include)), ReadPatterns(element, nameof(Exclude)))
        {
            Consistency = ReadName(element, place, nameof(Consistency), PatchConsistency.Immediate),
            AggressiveInlining = ReadFlag(element, place, nameof(AggressiveInlining)),
            Place = place,
            Calls = ReadPatterns(element, nameof(Calls)),
        };
    }

    /// <summary>The consistency of methods whose marks set none.</summary>
    public PatchConsistency Consistency { get; private init; }

    /// <summary>Whether scopes and patterns cover methods too that the JIT is asked to inline into their callers.</summary>
    public bool AggressiveInlining { get; private init; }

    /// <summary>The patterns for methods of other assemblies to which this assembly's calls are patchable.</summary>
    public IReadOnlyList<NamePattern> Calls { get; private init; } = [];

    /// <summary>The place of the configuration, for messages.</summary>
    public string Place { get; private init; } = ProjectFile;

    /// <summary>More such patterns, which need not match anything.</summary>
    public IReadOnlyList<NamePattern> OptionalCalls { get; init; } = [];

    /// <summary>Returns patterns that stand one by one.</summary>
    public static IReadOnlyList<NamePattern> PatternsOf(IEnumerable<string>? texts) => [.. (texts ?? []).Select(text => new NamePattern(text))];

    /// <summary>Whether this version knows an attribute of that name.</summary>
    public static bool Knows(XAttribute attribute)
        => attribute.IsNamespaceDeclaration
            || attribute.Name.LocalName is nameof(Scope) or nameof(Consistency) or nameof(Include) or nameof(Exclude) or nameof(AggressiveInlining) or nameof(Calls);

    /// <summary>The message for a pattern that matches no method of the assembly.</summary>
    public static string MessageWithoutMatch(NamePattern pattern, string assembly, IEnumerable<IMethodName> methods, string place = ProjectFile)
        => $"The pattern {pattern.Text} in {place} matches no namespace, type or method of {assembly}.{pattern.Suggestion(methods)} Correct or remove it.";

    /// <summary>Whether the method is patchable if no attribute on the method or its type decides it.</summary>
    /// <param name="method">The method, which is not a constructor.</param>
    /// <param name="isWholeAssembly">Whether the assembly is marked. Then the scope and the patterns decide nothing.</param>
    public bool Covers(IMethodName method, bool isWholeAssembly = false)
        => CoversName(method, isWholeAssembly) && !IsForInliner(method);

    /// <summary>Whether the method would be patchable, if its calls weren't to be inlined.</summary>
    public bool LeavesToInliner(IMethodName method, bool isWholeAssembly)
        => CoversName(method, isWholeAssembly) && IsForInliner(method);

    /// <summary>Whether a constructor is patchable if no attribute in the source decides it: only if <c>Include</c> names constructors.</summary>
    public bool CoversConstructor(IMethodName constructor)
        => CoversName(constructor, isWholeAssembly: false) && Include.Any(pattern => pattern.NamesConstructors && pattern.Matches(constructor));

    /// <summary>Returns the patterns that match none of the methods. Most likely they are misspelt.</summary>
    public IEnumerable<NamePattern> WithoutMatch(IEnumerable<IMethodName> methods)
        => Include.Concat(Exclude).Where(pattern => !methods.Any(pattern.Matches));

    private bool CoversName(IMethodName method, bool isWholeAssembly) => isWholeAssembly || (IsIncluded(method) && !Matches(Exclude, method));

    // Such methods are few, and mostly where each nanosecond counts: they were more than half of what weaving all of an interpreter costs. A pattern that names one
    // wants just that one.
    private bool IsForInliner(IMethodName method) => method.IsAggressivelyInlined && !AggressiveInlining && !Include.Any(pattern => pattern.IsNameOf(method));

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

    private static T ReadName<T>(XElement element, string place, string attribute, T absent)
        where T : struct, Enum
    {
        if (element.Attribute(attribute)?.Value is not { } text)
            return absent;

        // Enum.Parse alone would accept numbers too.
        return Enum.GetNames(typeof(T)).Contains(text, StringComparer.Ordinal)
            ? (T)Enum.Parse(typeof(T), text)
            : throw Unknown(element, place, $"has {attribute}=\"{text}\". Expected is one of {string.Join(", ", Enum.GetNames(typeof(T)))}.");
    }

    private static bool ReadFlag(XElement element, string place, string attribute)
        => element.Attribute(attribute)?.Value.Trim() switch
        {
            null or "false" => false,
            "true" => true,
            var text => throw Unknown(element, place, $"has {attribute}=\"{text}\". Expected is true or false."),
        };

    private static NamePattern[] ReadPatterns(XElement element, string attribute)
        =>
        [
            .. (element.Attribute(attribute)?.Value ?? string.Empty)
                .Split(Separators, StringSplitOptions.RemoveEmptyEntries)
                .Select(text => new NamePattern(text)),
        ];

    private static ConfigurationException Unknown(XElement element, string place, string message) => new($"<{element.Name}> in {place} {message}");
}
