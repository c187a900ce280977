using System.Text.RegularExpressions;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>
/// Finds mentions in files from which another generator makes source, such as Razor pages. No generator sees the source of another, so the files are
/// read as text. A name too many only declares an extension property that nothing uses.
/// </summary>
internal static class PageMentions
{
    /// <summary>The part of <c>CallPatches</c> before <c>Patches</c>.</summary>
    private const string CallPrefix = "Call";

    private static readonly Regex Alias = new(
        @"@using\s+(?<alias>\w+)\s*=\s*(global::)?(\w+\s*\.\s*)*(?<name>\w+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    private static readonly Regex Class = new(@"\b\w+Patches\d*\b", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    public static bool MayBeIn(string path)
        => path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>Returns the names before <c>.Patches</c>.</summary>
    public static IEnumerable<string> NamesIn(string text)
    {
        for (var i = text.IndexOf(Mention.Property, StringComparison.Ordinal); i >= 0; i = text.IndexOf(Mention.Property, i + 1, StringComparison.Ordinal))
        {
            var end = Before(text, IsAfter(text, i, CallPrefix) ? i - CallPrefix.Length : i);
            if (end == 0 || text[end - 1] != '.')
                continue;

            end = BeforeArguments(text, Before(text, end - 1));
            var start = end;
            while (start > 0 && IsPartOfName(text[start - 1]))
                start--;

            if (start < end)
                yield return text.Substring(start, end - start);
        }
    }

    /// <summary>Returns the names of handle classes, without numbers at their ends.</summary>
    public static IEnumerable<string> ClassesIn(string text)
        => Class.Matches(text).Cast<Match>().Select(match => Mention.WithoutNumber(match.Value)).Where(Mention.IsClassName);

    /// <summary>Returns the aliases of types, each with the last name of its target.</summary>
    public static IEnumerable<(string Alias, string Name)> AliasesIn(string text)
        => Alias.Matches(text).Cast<Match>().Select(match => (match.Groups["alias"].Value, match.Groups["name"].Value));

    /// <summary>Returns the end of the code before a position, without white space and comments.</summary>
    private static int Before(string text, int end)
    {
        while (true)
        {
            while (end > 0 && char.IsWhiteSpace(text[end - 1]))
                end--;

            if (end < 4 || text[end - 1] != '/' || text[end - 2] != '*')
                return end;

            var comment = text.LastIndexOf("/*", end - 3, StringComparison.Ordinal);
            if (comment < 0)
                return end;

            end = comment;
        }
    }

    // Box<(int, string)>
    private static int BeforeArguments(string text, int end)
    {
        if (end == 0 || text[end - 1] != '>')
            return end;

        var depth = 0;
        for (var i = end - 1; i >= 0; i--)
        {
            depth += text[i] == '>' ? 1 : text[i] == '<' ? -1 : 0;
            if (depth == 0)
                return Before(text, i);
        }

        return end;
    }

    private static bool IsAfter(string text, int position, string prefix)
        => position >= prefix.Length && string.CompareOrdinal(text, position - prefix.Length, prefix, 0, prefix.Length) == 0;

    private static bool IsPartOfName(char character) => char.IsLetterOrDigit(character) || character == '_';
}
