using System.Text.RegularExpressions;

namespace Hotpatch.Tests.Documentation;

/// <summary>
/// Reads the blocks of code of a page. An HTML comment in front of a block tells what becomes of it; readers of the page don't see it.
/// <list type="table">
/// <item><c>context</c>: the rest of the comment is code that stands in front of the block, in the same scope.</item>
/// <item><c>check</c>: the rest of the comment is code that stands after the block before, in the same scope.</item>
/// <item><c>uses: shop</c>: the page's program is compiled with <c>Fixtures/shop.cs</c>.</item>
/// <item><c>project: Shop</c>: the block is a part of a woven project of that name, which the page's program references.</item>
/// <item><c>library: PriceFix</c>: the block is a part of a patch library of that name. If code follows in the comment, that is a part of it instead.</item>
/// <item><c>alone</c>: the block is a program of its own.</item>
/// <item><c>weaver: &lt;Hotpatch … /&gt;</c>: the configuration of the block's project.</item>
/// <item><c>expects: HP0034</c>: the block does not compile, or an analyzer warns. It is not run.</item>
/// <item><c>decompiled: Calculator</c>: the block stands in the snapshot of that name.</item>
/// <item><c>from: samples/…</c>: the block stands in that file.</item>
/// <item><c>not run: …</c>: the block is left out, for this reason.</item>
/// </list>
/// In a block, <c>// prints 80</c> is a line that the block must have written by then.
/// </summary>
internal static partial class BlockReader
{
    public static IReadOnlyList<CodeBlock> Read(Page page, out IReadOnlyList<string> fixtures)
    {
        var blocks = new List<CodeBlock>();
        var named = new List<string>();
        var pending = new CodeBlock(page, 0, "", "");
        foreach (Match part in Parts().Matches(page.Text))
        {
            if (part.Groups["comment"] is { Success: true } comment)
            {
                pending = Apply(comment.Value.Trim(), pending, blocks, named);
                continue;
            }

            var line = 1 + page.Text[..part.Groups["code"].Index].Count(character => character == '\n');
            blocks.Add(pending with { Line = line, Language = part.Groups["language"].Value, Code = Unindented(part) });
            pending = new CodeBlock(page, 0, "", "");
        }

        fixtures = named;
        return blocks;
    }

    private static CodeBlock Apply(string comment, CodeBlock block, List<CodeBlock> before, List<string> fixtures)
    {
        var name = Name().Match(comment).Value;
        var rest = comment[name.Length..].TrimStart(':').Trim('\n');
        var detail = rest.Trim();
        switch (name)
        {
            case "context":
                return block with { Context = block.Context + rest + "\n" };
            case "check":
                before.Last(earlier => earlier.Line > 0).Check += rest + "\n";
                return block;
            case "uses":
                fixtures.Add(detail);
                return block;
            case "project" or "library":
                var line = detail.IndexOf('\n', StringComparison.Ordinal);
                var named = block with { Project = line < 0 ? detail : detail[..line].Trim(), IsLibrary = name == "library" };
                if (line < 0)
                    return named;

                before.Add(named with { Language = "csharp", Context = detail[line..], Line = 0 });
                return block;
            case "alone":
                return block with { IsAlone = true };
            case "weaver":
                return block with { Configuration = detail };
            case "expects":
                return block with { Kind = BlockKind.Refused, Detail = detail };
            case "decompiled":
                return block with { Kind = BlockKind.Decompiled, Detail = detail };
            case "from":
                return block with { Kind = BlockKind.Excerpt, Detail = detail };
            case "not run":
                return block with { Kind = BlockKind.NotRun, Detail = detail };
            // FigureTests reads these.
            case "figure":
                return block;
            default:
                throw new AssertionException($"{block.Page.Name} has a comment that is none of those that the tests know: {comment}");
        }
    }

    // A block in a list is indented with the list.
    private static string Unindented(Match part)
        => string.Join('\n', part.Groups["code"].Value.Split('\n')
            .Select(line => line.StartsWith(part.Groups["indent"].Value, StringComparison.Ordinal) ? line[part.Groups["indent"].Length..] : line));

    [GeneratedRegex(@"^(?<indent> *)```(?<language>\w*)[^\n]*\n(?<code>.*?)^ *```|<!--(?<comment>.*?)-->", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Parts();

    [GeneratedRegex(@"^not run|^\w+")]
    private static partial Regex Name();
}
