using System.Globalization;
using Hotpatch.Analyzers.Rules.Calls;

namespace Hotpatch.Tests.Analyzers.Calls;

/// <summary>HP0054 and HP0056: members in <c>[assembly: PatchableCalls]</c> that no source calls.</summary>
[Parallelizable(ParallelScope.Children)]
public class CallUseTests
{
    [TestCase("typeof(DateTime), {|HP0054:\"UtcNow\"|}", "_ = nameof(DateTime.UtcNow); _ = DateTime.Now;")]
    [TestCase("{|HP0054:typeof(DateTime)|}", "")]
    [TestCase("typeof(object), {|HP0054:\"ToString\"|}", "base.ToString();")]
    [TestCase("typeof(File), {|HP0054:\"Exists\"|}", "Expression<Func<bool>> tree = () => File.Exists(\"\");")]
    [TestCase("typeof(IEnumerable<>), {|HP0054:\"GetEnumerator\"|}", "foreach (var a in new int[1]) { }")]
    [TestCase("typeof(AppDomain), {|HP0054:\"ProcessExit\"|}", "")]
    public Task Calls_that_nothing_makes(string arguments, string statements) => Check(arguments, statements);

    [TestCase("typeof(string), {|HP0056:\"Concat\"|}", "_ = \"a\" + name;")]
    [TestCase("typeof(string), {|HP0056:\"Concat\"|}", "name += 1;")]
    [TestCase("typeof(string), {|HP0056:\"Concat\"|}", "_ = $\"a {name}\";")]
    [TestCase("typeof(System.Threading.Monitor), {|HP0056:\"Enter\"|}", "lock (name) { }")]
    [TestCase("typeof(IEnumerable<>), {|HP0056:\"GetEnumerator\"|}", "IEnumerable<int> all = null; foreach (var a in all) { }")]
    [TestCase("typeof(List<>), {|HP0056:\"GetEnumerator\"|}", "foreach (var a in new List<int>()) { }")]
    [TestCase("typeof(Task), {|HP0056:\"GetAwaiter\"|}", "await Task.CompletedTask;")]
    [TestCase("typeof(IDisposable), {|HP0056:\"Dispose\"|}", "using var a = new MemoryStream();")]
    [TestCase("typeof(Delegate), {|HP0056:\"Combine\"|}", "Action a = null; a += () => { };")]
    [TestCase("typeof(KeyValuePair<,>), {|HP0056:\"Deconstruct\"|}", "var (a, b) = new KeyValuePair<int, int>();")]
    [TestCase("{|HP0056:typeof(System.Threading.Monitor)|}", "lock (name) { }")]
    [TestCase("typeof(ReadOnlySpan<>), {|HP0056:\"op_Implicit\"|}", "ReadOnlySpan<char> a = new char[1];")]
    public Task Calls_that_only_the_compiler_makes(string arguments, string statements) => Check(arguments, statements);

    [TestCase("{|HP0056:typeof(System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore<>)|}", "async IAsyncEnumerable<int> All() { await Task.Yield(); yield return 1; }")]
    [TestCase("typeof(ValueTask<>), {|HP0056:\".ctor\"|}", "async IAsyncEnumerable<int> All() { await Task.Yield(); yield break; }")]
    [TestCase("typeof(ValueTask<>), {|HP0056:\"GetAwaiter\"|}", "IAsyncEnumerable<int> all = null; await foreach (var a in all) { }")]
    [TestCase("typeof(ValueTask), {|HP0056:\"GetAwaiter\"|}", "IAsyncDisposable all = null; await using (all) { }")]
    [TestCase("typeof(Environment), {|HP0056:\"CurrentManagedThreadId\"|}", "IEnumerable<int> All() { yield return 1; }")]
    [TestCase("typeof(Environment), {|HP0056:\"CurrentManagedThreadId\"|}", "} public IEnumerable<int> All { get { yield break; } } public void Other() {")]
    [TestCase("typeof(System.Threading.CancellationTokenSource), {|HP0056:\"Token\"|}", "async IAsyncEnumerable<int> All([System.Runtime.CompilerServices.EnumeratorCancellation] System.Threading.CancellationToken token) { await Task.Yield(); yield return 1; }")]
    [TestCase("typeof(System.Runtime.ExceptionServices.ExceptionDispatchInfo), {|HP0056:\"Capture\"|}", "try { } finally { await Task.Yield(); }")]
    public Task Calls_of_state_machines(string arguments, string statements) => Check(arguments, statements);

    [TestCase("{|HP0054:typeof(System.Threading.Tasks.Sources.ManualResetValueTaskSourceCore<>)|}", "IEnumerable<int> All() { yield return 1; } await Task.Yield();")]
    [TestCase("typeof(Environment), {|HP0054:\"CurrentManagedThreadId\"|}", "IEnumerable<int> All() { IEnumerable<int> Inner() => null; return Inner(); }")]
    [TestCase("typeof(string), {|HP0054:\"Concat\"|}", "_ = $\"a {1}\" + \"\"; _ = \"a\" + \"b\";")]
    [TestCase("typeof(string), {|HP0054:\"op_Equality\"|}", "_ = name == null;")]
    [TestCase("typeof(string), {|HP0054:\"Trim\"|}", "lock (name) { }")]
    public Task Calls_that_the_compiler_does_not_make(string arguments, string statements) => Check(arguments, statements);

    [TestCase("typeof(void)")]
    [TestCase("typeof(System.Numerics.INumber<>)")]
    [TestCase("typeof(TypedReference)")]
    [TestCase("typeof(Span<>), \"ToString\"")]
    public Task Another_rule_reports_calls_that_can_not_be_patchable(string arguments) => Check(arguments, string.Empty);

    [TestCase("typeof(DateTime), \"UtcNow\", \"AddDays\", \"op_Addition\", \".ctor\"", "_ = new DateTime(1).AddDays(1) + (DateTime.UtcNow - DateTime.Now);")]
    [TestCase("typeof(DateTime)", "_ = DateTime.UtcNow;")]
    [TestCase("typeof(DateTime), \"Parse\"", "_ = new[] { \"\" }.Select(DateTime.Parse);")]
    [TestCase("typeof(Enumerable), \"Select\", \"Where\"", "_ = from a in new int[1] where a > 1 select a + 1; _ = Enumerable.Select(new int[1], a => a);")]
    [TestCase("typeof(AppDomain), \"ProcessExit\"", "AppDomain.CurrentDomain.ProcessExit += (_, _) => { };")]
    [TestCase("typeof(object), \"ToString\"", "_ = new MemoryStream().ToString();")]
    [TestCase("typeof(Stream), \"Length\", \"CopyTo\"", "new MemoryStream().CopyTo(null); _ = new MemoryStream().Length;")]
    [TestCase("typeof(string), \"Concat\"", "_ = string.Concat(name, \"a\") + name;")]
    [TestCase("typeof(string), \"op_Equality\", \"Length\", \"Chars\"", "_ = name == \"a\" && name.Length > 1 && name[0] > 'a';")]
    [TestCase("typeof(decimal), \"op_Addition\", \"op_Implicit\"", "decimal a = 1; _ = a + a; _ = (decimal)name.Length;")]
    [TestCase("typeof(Action), \"Invoke\"", "Action a = () => { }; a();")]
    [TestCase("typeof(Dictionary<,>), \"Item\", \"Add\"", "var a = new Dictionary<int, int> { { 1, 2 } }; a[1] += 2;")]
    [TestCase("typeof(List<>), \"GetEnumerator\"", "new List<int>().GetEnumerator(); foreach (var a in new List<int>()) { }")]
    [TestCase("typeof(DateTime), \"UtcNow\"", "Func<DateTime> a = () => DateTime.UtcNow; DateTime Local() => DateTime.UtcNow;")]
    [TestCase("typeof(DateTime), \"Nothing\", null", "")]
    [TestCase("typeof(Uses), \"Run\"", "")]
    public Task Calls_that_source_makes(string arguments, string statements) => Check(arguments, statements);

    [Test]
    public async Task Projects_that_weave_references_are_left_alone()
    {
        var run = new AnalyzerRun<CallUseAnalyzer> { TestCode = Source("typeof(DateTime), \"UtcNow\"", string.Empty) };
        run.TestState.AnalyzerConfigFiles.Add(("/.globalconfig", "is_global = true\nbuild_property.HotpatchWeavesReferences = true\n"));
        await run.RunAsync();
    }

    [TestCase("typeof(DateTime), \"UtcNow\"", "", "Nothing in this assembly makes a call of System.DateTime.UtcNow that can be patchable. Remove the name, or move it to the project that makes the call.")]
    [TestCase("typeof(object), \"ToString\"", "base.ToString();", "Nothing in this assembly makes a call of object.ToString that can be patchable: base.M() and calls in expression trees stay as they are. Remove the name, or move it to the project that makes the call.")]
    [TestCase("typeof(string), \"Concat\"", "_ = name + 1;", "Only code that the compiler generates calls string.Concat here, for string concatenation. Another version of the compiler may call something else. Call the member by name, or mark a method of your own with [Patchable].")]
    [TestCase("typeof(Nullable<>)", "int? a = 1;", "Only code that the compiler generates calls System.Nullable<> here, for a conversion. Another version of the compiler may call something else. Call the member by name, or mark a method of your own with [Patchable].")]
    [TestCase("typeof(Version), \"ToString\"", "_ = new Version().ToString();", "Nothing in this assembly makes a call of System.Version.ToString that can be patchable: the compiler calls object.ToString instead, which it overrides. Remove the name, or move it to the project that makes the call.")]
    public async Task Tells_why(string arguments, string statements, string expected)
    {
        var found = await Diagnostics.Of<CallUseAnalyzer>(Source(arguments, statements));
        Assert.That(found.Select(diagnostic => diagnostic.GetMessage(CultureInfo.InvariantCulture)), Is.EqualTo(new[] { expected }));
    }

    private static Task Check(string arguments, string statements) => AnalyzerRun<CallUseAnalyzer>.Check(Source(arguments, statements));

    private static string Source(string arguments, string statements)
        => $$"""
            using System;
            using System.Collections.Generic;
            using System.IO;
            using System.Linq;
            using System.Linq.Expressions;
            using System.Threading.Tasks;
            using Hotpatch;

            [assembly: PatchableCalls({{arguments}})]

            public class Uses { public async Task Run(string name) { {{statements}} } }
            """;
}
