using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Names and texts as source spells them.</summary>
internal static class Identifiers
{
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// As <see cref="Escape"/>, for names of types: some contextual keywords cannot be one, and the compiler warns of those that a later
    /// version may make a keyword.
    /// </summary>
    public static string EscapeType(string name)
        => SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || name.All(character => character is >= 'a' and <= 'z')
            ? "@" + name
            : Escape(name);

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>What documentation has behind the name of something generic.</summary>
    public static string Arity(string mark, int arity) => arity == 0 ? string.Empty : FormattableString.Invariant($"{mark}{arity}");

    /// <summary>The name, or the first with a number that is free.</summary>
    public static string Unique(string name, Func<string, bool> isTaken)
    {
        var unique = name;
        for (var number = 2; isTaken(unique); number++)
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return unique;
    }
}
