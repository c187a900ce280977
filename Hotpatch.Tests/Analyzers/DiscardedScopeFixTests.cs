using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0034: a scope or a layer gets an end, or a scope becomes a patch.</summary>
public class DiscardedScopeFixTests
{
    private const string Using = "HP0034.Using";

    private const string Patch = "HP0034.Patch";

    [Test]
    public Task A_using_declaration() => Check(
        """
        // Why.
        {|HP0034:handle.PatchScoped(() => 1)|}; // after
        Console.WriteLine();
        """,
        """
        // Why.
        using var scope = handle.PatchScoped(() => 1); // after
        Console.WriteLine();
        """);

    [Test]
    public Task A_discard() => Check("_ = {|HP0034:handle.PatchScoped(() => 1)|};", "using var scope = handle.PatchScoped(() => 1);");

    [Test]
    public Task Awaited() => Check("{|HP0034:await BeginAsync()|};", "using var scope = await BeginAsync();");

    [Test]
    public Task Several_get_names_of_their_own() => Check(
        """
        {|HP0034:handle.PatchScoped(() => 1)|};
        {|HP0034:handle.PatchScoped(() => 2)|};
        if (handle.IsPatched)
        {
            {|HP0034:handle.PatchScoped(() => 3)|};
            var scope2 = 1;
        }
        """,
        """
        using var scope = handle.PatchScoped(() => 1);
        using var scope3 = handle.PatchScoped(() => 2);
        if (handle.IsPatched)
        {
            using var scope4 = handle.PatchScoped(() => 3);
            var scope2 = 1;
        }
        """);

    [Test]
    public Task A_layer() => Check(
        """
        {|HP0034:handle.Wrap(next => next)|};
        _ = {|HP0034:handle.Wrap(next => next, 1)|};
        {|HP0034:await LayAsync()|};
        """,
        """
        using var layer = handle.Wrap(next => next);
        using var layer2 = handle.Wrap(next => next, 1);
        using var layer3 = await LayAsync();
        """);

    [Test]
    public Task A_layer_cannot_become_a_patch() => Check("{|HP0034:handle.Wrap(next => next)|};", "{|HP0034:handle.Wrap(next => next)|};", Patch);

    [Test]
    public Task A_local_that_is_never_used() => Check(
        """
        // Why.
        var kept = {|HP0034:handle.PatchFlow(() => 1)|}; // after
        IDisposable observer = {|HP0034:handle.Observe(call => { })|};
        """,
        """
        // Why.
        using var kept = handle.PatchFlow(() => 1); // after
        using IDisposable observer = handle.Observe(call => { });
        """);

    [Test]
    public Task A_local_cannot_have_what_Patch_returns()
        => Check("var kept = {|HP0034:handle.PatchScoped(() => 1)|};", "var kept = {|HP0034:handle.PatchScoped(() => 1)|};", Patch);

    [Test]
    public Task An_observer() => Check("{|HP0034:handle.Measure()|};", "using var observer = handle.Measure();");

    [Test]
    public Task In_top_level_statements()
        => new CodeFixRun<DiscardedScopeAnalyzer, DiscardedScopeCodeFix>
        {
            TestState = { OutputKind = OutputKind.ConsoleApplication, Sources = { "var scope = 1;\n{|HP0034:Hotpatch.Patchable.Find(\"M\").PatchScoped(new System.Action(() => { }))|};\n" } },
            FixedState = { Sources = { "var scope = 1;\nusing var scope2 = Hotpatch.Patchable.Find(\"M\").PatchScoped(new System.Action(() => { }));\n" } },
            CodeActionEquivalenceKey = Using,
        }.RunAsync();

    [Test]
    public Task Before_CSharp_8_the_rest_of_the_block_goes_into_the_using_statement() => Check(
        """
        Console.WriteLine();
        // Why.
        {|HP0034:handle.PatchScoped(() => 1)|};
        Console.WriteLine();
        {|HP0034:handle.PatchScoped(() => 2)|};
        Console.WriteLine();
        """,
        """
        Console.WriteLine();
        // Why.
        using (handle.PatchScoped(() => 1))
        {
            Console.WriteLine();
            using (handle.PatchScoped(() => 2))
            {
                Console.WriteLine();
            }
        }
        """,
        Using,
        LanguageVersion.CSharp7_3);

    [Test]
    public Task Patch_instead() => Check(
        """
        {|HP0034:handle.PatchScoped(() => 1)|};
        _ = {|HP0034:handle.PatchScoped(() => 2)|};
        {|HP0034:handle?.PatchScoped(() => 3)|};
        if (handle.IsPatched)
            {|HP0034:handle.PatchScoped(() => 4)|};
        Action later = () => {|HP0034:handle.PatchScoped(() => 5)|};
        """,
        """
        handle.Patch(() => 1);
        handle.Patch(() => 2);
        handle?.Patch(() => 3);
        if (handle.IsPatched)
            handle.Patch(() => 4);
        Action later = () => handle.Patch(() => 5);
        """,
        Patch);

    [TestCase("if (handle.IsPatched) {|HP0034:handle.PatchScoped(() => 4)|};")]
    [TestCase("Action later = () => {|HP0034:handle.PatchScoped(() => 5)|};")]
    [TestCase("{|HP0034:BeginAsync()|};")]
    public Task Where_a_using_cannot_stand(string statement) => Check(statement, statement);

    [Test]
    public Task A_scope_that_something_else_made_cannot_become_a_patch() => Check("{|HP0034:Begin()|};", "{|HP0034:Begin()|};", Patch);

    private static Task Check(string statements, string expected, string key = Using, LanguageVersion version = LanguageVersion.Preview)
        => CodeFixRun<DiscardedScopeAnalyzer, DiscardedScopeCodeFix>.Check(Around(statements), Around(expected), key, version);

    private static string Around(string statements)
        => $$"""
            using System;
            using System.Threading.Tasks;
            using Hotpatch;

            public class Uses
            {
                private readonly PatchHandle<Func<int>> handle;

                public async Task M()
                {
                    {{statements.Replace("\n", "\n        ", StringComparison.Ordinal)}}
                }

                private PatchScope Begin() => null;

                private Task<PatchScope> BeginAsync() => null;

                private Task<PatchLayer> LayAsync() => null;
            }
            """;
}
