using System.Text.RegularExpressions;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Documentation;

/// <summary>All C# on the pages compiles, is woven and runs, or is what it says that it is.</summary>
[Parallelizable(ParallelScope.All)]
[Category("Slow")]
public partial class CodeBlockTests
{
    private static readonly string[] Checked = ["csharp", "fsharp", "vb", "xml"];

    // Nothing else has code that nobody can check.
    private static readonly string[] Unchecked = ["sh", "text", "json", "mermaid", "asm"];

    private static IEnumerable<CodeBlock> CSharp => Page.All.SelectMany(page => page.Blocks).Where(block => block.Language == "csharp");

    // By name: the runner shows them, and the types of this folder are internal.
    private static IEnumerable<string> PagesToRun => CSharp.Where(block => block is { Kind: BlockKind.Run, IsAlone: false }).Select(block => block.Page.Name).Distinct();

    private static IEnumerable<string> BlocksAlone => CSharp.Where(block => block is { Kind: BlockKind.Run, IsAlone: true }).Select(block => block.Place);

    private static IEnumerable<string> Refused => CSharp.Where(block => block.Kind == BlockKind.Refused).Select(block => block.Place);

    private static IEnumerable<string> Listings => CSharp.Where(block => block.Kind is BlockKind.Decompiled or BlockKind.Excerpt).Select(block => block.Place);

    [TestCaseSource(nameof(PagesToRun))]
    public async Task Blocks_of_a_page_compile_and_run(string name)
    {
        var page = Page.Of(name);
        using var program = new PageProgram(page, OfProgram(page));
        await program.RunAsync().ConfigureAwait(false);
    }

    [TestCaseSource(nameof(BlocksAlone))]
    public async Task Block_that_is_a_program_of_its_own_compiles_and_runs(string place)
    {
        var block = At(place);
        using var program = new PageProgram(block.Page, [block]);
        await program.RunAsync().ConfigureAwait(false);
    }

    [TestCaseSource(nameof(Refused))]
    public async Task Block_that_is_refused_is_refused_for_the_reason_on_the_page(string place)
    {
        var block = At(place);
        using var program = new PageProgram(block.Page, block.IsAlone ? [] : OfProgram(block.Page));
        Assert.That(await program.FindAsync(block).ConfigureAwait(false), Is.EqualTo(block.Detail.Split(' ')), block.Place);
    }

    [TestCaseSource(nameof(Listings))]
    public void Listing_stands_where_the_page_says(string place)
    {
        var block = At(place);
        var text = block.Kind == BlockKind.Decompiled
            ? Snapshot.Read(block.Detail)
            : File.ReadAllText(Repository.PathOf(block.Detail.Split('/'))).ReplaceLineEndings("\n");
        Assert.That(text, Does.Contain(block.Code.TrimEnd('\n')), block.Place);
    }

    [Test]
    public void Blocks_that_are_not_run_are_these_and_say_why()
    {
        var notRun = Page.All.SelectMany(page => page.Blocks).Where(block => block.Kind == BlockKind.NotRun).ToArray();
        foreach (var block in notRun)
            TestContext.Out.WriteLine($"{block.Place}: {block.Detail}");

        Assert.That(notRun.Select(block => block.Detail), Is.All.Not.Empty);
        Assert.That(notRun, Has.Length.EqualTo(NotRunBlocks));
    }

    // Each one more is one that nobody checks.
    private const int NotRunBlocks = 0;

    [Test]
    public void Every_block_has_a_language()
    {
        var blocks = Page.All.SelectMany(page => page.Blocks).ToArray();
        Assert.That(blocks, Has.Length.GreaterThan(60));
        Assert.That(blocks.Where(block => !Checked.Concat(Unchecked).Contains(block.Language)), Is.Empty);
    }

    [Test]
    public void Nothing_is_left_open()
        => Assert.That(
            Page.All.Where(page => Fence().Count(page.Text) != 2 * page.Blocks.Count(block => block.Line > 0)).Select(page => page.Name), Is.Empty, "A fence is not closed.");

    private static CodeBlock At(string place) => CSharp.Single(block => block.Place == place);

    private static CodeBlock[] OfProgram(Page page) => [.. page.Blocks.Where(block => block is { Language: "csharp", Kind: BlockKind.Run, IsAlone: false })];

    [GeneratedRegex("^ *```", RegexOptions.Multiline)]
    private static partial Regex Fence();
}
