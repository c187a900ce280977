using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Hotpatch.Analyzers.Handles.Declarations;

/// <summary>A <c>PriceService.Patches</c> in source, as far as its text tells: the last name before the dot.</summary>
internal static class Mention
{
    public const string Property = "Patches";

    // PriceService.Patches, and Box<int>.Patches
    private static readonly Regex Text = new(
        $@"(?<name>\w+)\s*(<[^;{{}}()]*>)?\s*\.\s*{Property}\b", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1));

    public static bool IsOne(SyntaxNode node, CancellationToken cancellation)
        => node is MemberAccessExpressionSyntax { Name.Identifier.ValueText: Property, Expression: NameSyntax or MemberAccessExpressionSyntax };

    public static string NameIn(GeneratorSyntaxContext context, CancellationToken cancellation)
        => ((MemberAccessExpressionSyntax)context.Node).Expression switch
        {
            NameSyntax name => Names.Last(name),
            MemberAccessExpressionSyntax { Name: var name } => Names.Last(name),
            _ => string.Empty,
        };

    /// <summary>Whether a file is one that another generator makes source of, which no generator sees.</summary>
    public static bool MayBeIn(string path)
        => path.EndsWith(".razor", StringComparison.OrdinalIgnoreCase) || path.EndsWith(".cshtml", StringComparison.OrdinalIgnoreCase);

    /// <summary>The names in such a file; one too many declares an extension that nobody uses.</summary>
    public static IEnumerable<string> NamesIn(string? text)
        => text is null ? [] : Text.Matches(text).Cast<Match>().Select(match => match.Groups["name"].Value);
}
