using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>Reads names as source writes them.</summary>
internal static class Names
{
    /// <summary>Returns the last identifier of a name.</summary>
    public static string Last(NameSyntax name)
        => name switch
        {
            QualifiedNameSyntax qualified => qualified.Right.Identifier.ValueText,
            AliasQualifiedNameSyntax qualified => qualified.Name.Identifier.ValueText,
            SimpleNameSyntax simple => simple.Identifier.ValueText,
            _ => string.Empty,
        };

    /// <summary>Returns a name with all of its dots and without white space.</summary>
    public static string Full(NameSyntax name) => string.Concat(name.DescendantTokens().Select(token => token.ValueText));

    /// <summary>Returns the name and all names that it may stand for through aliases.</summary>
    public static HashSet<string> Meaning(IEnumerable<string> names, IReadOnlyCollection<KeyValuePair<string, string>> aliases)
    {
        var found = new HashSet<string>(names, StringComparer.Ordinal);
        bool isMore;
        do
        {
            isMore = false;
            foreach (var alias in aliases)
                isMore |= found.Contains(alias.Value) && found.Add(alias.Key);
        }
        while (isMore);

        return found;
    }
}
