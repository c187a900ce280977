using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Analyzers.Handles.Reading;

/// <summary>Writes names and texts as source spells them.</summary>
internal static class Identifiers
{
    public static string Escape(string name) => SyntaxFacts.GetKeywordKind(name) != SyntaxKind.None ? "@" + name : name;

    /// <summary>
    /// Escapes the name of a type. Some contextual keywords can't name a type, and the compiler warns about names that a later version may make keywords.
    /// </summary>
    public static string EscapeType(string name)
        => SyntaxFacts.GetContextualKeywordKind(name) != SyntaxKind.None || name.All(character => character is >= 'a' and <= 'z')
            ? "@" + name
            : Escape(name);

    public static string Literal(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    /// <summary>Returns the suffix of a generic name in documentation comments.</summary>
    public static string Arity(string mark, int arity) => arity == 0 ? string.Empty : FormattableString.Invariant($"{mark}{arity}");

    /// <summary>Returns the name, or the name with the first number that makes it free.</summary>
    public static string Unique(string name, Func<string, bool> isTaken)
    {
        var unique = name;
        for (var number = 2; isTaken(unique); number++)
            unique = name + number.ToString(System.Globalization.CultureInfo.InvariantCulture);

        return unique;
    }
}
