using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Analyzers.Calls;

/// <summary>HP0033: a replacement for the calls of all assemblies makes such a call itself, by name or by an operator.</summary>
[Parallelizable(ParallelScope.Children)]
public class SelfCallOfCallsTests
{
    private const string Marks =
        """
        [assembly: PatchableCalls(typeof(File), "Exists", "AppendText")]
        [assembly: PatchableCalls(typeof(string), "Concat")]
        [assembly: PatchableCalls(typeof(Uri), ".ctor")]
        [assembly: PatchableCalls(typeof(Stream), "Length")]
        [assembly: PatchableCalls(typeof(decimal))]
        [assembly: PatchableCalls(typeof(Delegate))]
        [assembly: PatchableCalls(typeof(Monitor))]
        """;

    [TestCase("Patchable.Calls<Func<string, bool>>(typeof(File), \"Exists\").Patch(path => {|HP0033:File.Exists(path)|});")]
    [TestCase("Patchable.Calls<Func<string, bool>>(typeof(File), \"Exists\").Patch({|HP0033:File.Exists|});")]
    [TestCase("Patchable.Calls(typeof(File), \"AppendText\").Patch((Func<string, StreamWriter>)(path => {|HP0033:File.AppendText(path)|}));")]
    [TestCase("Patchable.Calls<Func<string, Uri>>(typeof(Uri), \".ctor\").Patch(text => {|HP0033:new Uri(text)|});")]
    [TestCase("Patchable.Calls<Func<string, Uri>>(typeof(Uri), \"Constructor\").Patch(text => new Uri((Uri)null, text));")]
    [TestCase("Patchable.Calls<Func<Stream, long>>(typeof(Stream), \"Length\").Patch(self => {|HP0033:self.Length|});")]
    [TestCase("Patchable.Calls<Func<DateTime>>(typeof(DateTime), \"UtcNow\").Patch(() => DateTime.UtcNow);")]
    public Task By_name(string statements) => Check(statements);

    [TestCase("{|HP0033:x + y|}")]
    [TestCase("{|HP0033:x + 1|}")]
    [TestCase("{|HP0033:x + \"\" + y|}")]
    [TestCase("{|HP0033:x + \"a\" + \"b\"|}")]
    [TestCase("{|HP0033:$\"{x}{y}\"|}")]
    [TestCase("{|HP0033:x += y|}")]
    [TestCase("{|HP0033:x + (y + \"\")|}")]
    [TestCase("x + y + \"a\"")]
    [TestCase("x += y + \"a\"")]
    [TestCase("x + \"\"")]
    [TestCase("\"a\" + \"b\"")]
    [TestCase("$\"{x} {y}\"")]
    [TestCase("$\"{x}{1}\"")]
    [TestCase("$\"{x}{y}\" + y")]
    public Task Concatenation(string value) => Check($"Patchable.Calls<Func<string, string, string>>(typeof(string), \"Concat\").Patch((x, y) => {value});");

    [TestCase("Patchable.Calls<Func<decimal, decimal, decimal>>(typeof(decimal), \"op_Addition\").Patch((x, y) => {|HP0033:x + y|});")]
    [TestCase("Patchable.Calls<Func<decimal, decimal, decimal>>(typeof(decimal), \"op_Addition\").Patch((x, y) => x - y - 1m);")]
    [TestCase("Patchable.Calls<Func<int, decimal>>(typeof(decimal), \"op_Implicit\").Patch(x => {|HP0033:x|});")]
    [TestCase("Patchable.Calls<Func<int, decimal>>(typeof(decimal), \"op_Implicit\").Patch(x => (long)x);")]
    [TestCase("Patchable.Calls<Func<Delegate, Delegate, Delegate>>(typeof(Delegate), \"Combine\").Patch((x, y) => {|HP0033:(Action)x + (Action)y|});")]
    [TestCase("Patchable.Calls<Func<Delegate, Delegate, Delegate>>(typeof(Delegate), \"Combine\").Patch((x, y) => (Action)x - (Action)y);")]
    [TestCase("Patchable.Calls<Action<object>>(typeof(Monitor), \"Exit\").Patch(x => { {|HP0033:lock|} (x) { } });")]
    [TestCase("Patchable.Calls<Action<object>>(typeof(Monitor), \"Enter\").Patch(x => { lock (x) { } });")]
    public Task Operators_and_statements(string statements) => Check(statements);

    [Test]
    public Task Calls_of_a_project_that_makes_none_patchable_reach_the_method()
        => Check("Patchable.Calls<Func<string, bool>>(typeof(File), \"Exists\").Patch(path => File.Exists(path));", marks: string.Empty);

    [Test]
    public async Task A_pattern_makes_calls_patchable()
    {
        var run = new AnalyzerRun<SelfCallAnalyzer>
        {
            TestCode = Source("Patchable.Calls<Func<string, bool>>(typeof(File), \"Exists\").Patch(path => {|HP0033:File.Exists(path)|});", marks: string.Empty),
        };
        run.TestState.AdditionalFiles.Add(("/FodyWeavers.xml", "<Weavers><Hotpatch Calls=\"System.IO.*\" /></Weavers>"));
        await run.RunAsync();
    }

    [Test]
    public Task The_fix_calls_the_original() => Fix(
        """
        var exists = Patchable.Calls<Func<string, bool>>(typeof(File), "Exists");
        exists.Patch(path => {|HP0033:File.Exists(path)|});
        var concat = Patchable.Calls<Func<string, string, string>>(typeof(string), "Concat");
        concat.Patch((x, y) => {|HP0033:x + y|});
        """,
        """
        var exists = Patchable.Calls<Func<string, bool>>(typeof(File), "Exists");
        exists.Patch(path => exists.Original(path));
        var concat = Patchable.Calls<Func<string, string, string>>(typeof(string), "Concat");
        concat.Patch((x, y) => concat.Original(x, y));
        """);

    [Test]
    public Task The_fix_calls_the_delegate_below_a_layer() => Fix(
        "using (Patchable.Calls<Func<string, string, string>>(typeof(string), \"Concat\").Wrap(next => (x, y) => {|HP0033:x + y|})) { }",
        "using (Patchable.Calls<Func<string, string, string>>(typeof(string), \"Concat\").Wrap(next => (x, y) => next(x, y))) { }");

    [TestCase("{|HP0033:x + 1|}")]
    [TestCase("{|HP0033:x + \"\" + y|}")]
    [TestCase("{|HP0033:$\"{x}{y}\"|}")]
    [TestCase("{|HP0033:x += y|}")]
    public Task There_is_no_fix_for_concatenations_of_another_form(string value)
    {
        var statements = $"var concat = Patchable.Calls<Func<string, string, string>>(typeof(string), \"Concat\"); concat.Patch((x, y) => {value});";
        return Fix(statements, statements);
    }

    [Test]
    public Task There_is_no_fix_for_an_implicit_conversion_of_a_call()
    {
        const string Statements = "var convert = Patchable.Calls<Func<int, decimal>>(typeof(decimal), \"op_Implicit\"); convert.Patch(x => {|HP0033:Math.Abs(x)|});";
        return Fix(Statements, Statements);
    }

    private static Task Check(string statements, string marks = Marks) => AnalyzerRun<SelfCallAnalyzer>.Check(Source(statements, marks));

    private static Task Fix(string statements, string expected)
        => CodeFixRun<SelfCallAnalyzer, CallOriginalCodeFix>.Check(Source(statements, Marks), Source(expected, Marks), version: LanguageVersion.CSharp13);

    private static string Source(string statements, string marks)
        => $$"""
            using System;
            using System.IO;
            using System.Threading;
            using Hotpatch;

            {{marks}}

            public class Uses { public void Begin() { {{statements}} } }
            """;
}
