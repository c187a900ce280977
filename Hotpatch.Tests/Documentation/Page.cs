using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>A page of the documentation: one beside the README, a page below docs, or the readme of a package.</summary>
internal sealed partial class Page
{
    private static readonly Lazy<Page[]> Read = new(() => [.. Files().Select(file => new Page(file))]);

    private Page(string file)
    {
        File = file;
        Name = Path.GetRelativePath(Repository.Root, file).Replace('\\', '/');
        Text = System.IO.File.ReadAllText(file).ReplaceLineEndings("\n");
        Blocks = BlockReader.Read(this, out var fixtures);
        Fixtures = fixtures;
    }

    public static IReadOnlyList<Page> All => Read.Value;

    public string File { get; }

    /// <summary>The path within the repository.</summary>
    public string Name { get; }

    public string Text { get; }

    public IReadOnlyList<CodeBlock> Blocks { get; }

    /// <summary>Shared sources that the page's program is compiled with.</summary>
    public IReadOnlyList<string> Fixtures { get; }

    /// <summary>Without code and comments.</summary>
    public string Prose => CodeOrComment().Replace(Text, "\n");

    /// <summary>The headings, as GitHub makes anchors of them.</summary>
    public IEnumerable<string> Anchors => Heading().Matches(Prose).Select(heading => AnchorOf(heading.Groups[1].Value));

    public static Page Of(string name) => All.Single(page => page.Name == name);

    public static string AnchorOf(string heading)
        => string.Concat(heading.ToLowerInvariant().Replace(' ', '-').Where(character => char.IsLetterOrDigit(character) || character is '-' or '_'));

    public override string ToString() => Name;

    private static IEnumerable<string> Files()
        => Directory.GetFiles(Repository.PathOf("docs"), "*.md", SearchOption.AllDirectories)
            .Where(file => !BuiltSite().IsMatch(file))
            .Order(StringComparer.Ordinal)
            .Concat(Directory.GetDirectories(Repository.Root).Select(folder => Path.Combine(folder, "PACKAGE.md")).Where(System.IO.File.Exists).Order(StringComparer.Ordinal))
            .Concat(Directory.GetFiles(Repository.Root, "*.md").Order(StringComparer.Ordinal));

    [GeneratedRegex("^```.*?^```|<!--.*?-->", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex CodeOrComment();

    [GeneratedRegex("^#+ (.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    // What docfx generates.
    [GeneratedRegex(@"[\\/]docs[\\/](_site|api)[\\/]")]
    private static partial Regex BuiltSite();
}
