using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.Calls;
using Hotpatch.Tests.HandlesByName;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Analyzers.Calls;

/// <summary>All rules over code that patches calls.</summary>
[Parallelizable(ParallelScope.Children)]
public class CallHandleRuleTests
{
    private static readonly ImmutableArray<DiagnosticAnalyzer> Analyzers =
        [.. typeof(CallUseAnalyzer).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(DiagnosticAnalyzer))).Select(type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!)];

    [TestCase("DateTime.Patches.get_UtcNow.Patch(() => DateTime.UtcNow.AddDays(1));", ExpectedResult = new[] { "HP0033: DateTime.UtcNow" })]
    [TestCase("DateTime.Patches.AddDays.Patch((ref DateTime self, double days) => self.AddDays(days));", ExpectedResult = new[] { "HP0033: self.AddDays(days)" })]
    [TestCase("VersionPatches.Constructor_Int32_Int32.Patch((a, b) => new Version(a, b));", ExpectedResult = new[] { "HP0033: new Version(a, b)" })]
    [TestCase("List<int>.Patches.Add.Patch((self, item) => self.Add(item));", ExpectedResult = new[] { "HP0033: self.Add(item)" })]
    [TestCase("DateTime.Patches.get_UtcNow.Patch(() => DateTime.Patches.get_UtcNow.Original().AddDays(1));", ExpectedResult = new string[0])]
    [TestCase("VersionPatches.Constructor_Int32_Int32.Patch((a, b) => new Version(a, b, 0));", ExpectedResult = new string[0])]
    [TestCase("String.Patches.Concat_String_String.Patch((x, y) => x + y);", ExpectedResult = new[] { "HP0033: x + y" })]
    [TestCase("String.Patches.op_Equality.Patch((x, y) => x == y);", ExpectedResult = new[] { "HP0033: x == y" })]
    [TestCase("String.Patches.op_Equality.Patch((x, y) => x == null && y != x);", ExpectedResult = new string[0])]
    [TestCase("List<int>.Patches.GetEnumerator.Patch(self => { foreach (var item in self) { } return default; });", ExpectedResult = new[] { "HP0033: foreach" })]
    [TestCase("DateTime.Patches.get_UtcNow.PatchScoped(() => default);", ExpectedResult = new[] { "HP0034: DateTime.Patches.get_UtcNow.PatchScoped(() => default)" })]
    [TestCase("using (DateTime.Patches.get_UtcNow.PatchFlow(() => default)) { int.Patches.Parse_String.Restore(); List<string>.Patches.Add.Restore(); }", ExpectedResult = new string[0])]
    public async Task<string[]> Rules_know_handles_of_calls(string statements)
    {
        var run = GeneratorRun.Over(GeneratorRun.Compile(
            [
                $$"""
                using System; using System.Collections.Generic; using Hotpatch;
                [assembly: PatchableCalls(typeof(DateTime), "UtcNow", "AddDays")]
                [assembly: PatchableCalls(typeof(Version), ".ctor")]
                [assembly: PatchableCalls(typeof(List<>), "Add", "GetEnumerator")]
                [assembly: PatchableCalls(typeof(string), "Concat", "op_Equality")]
                [assembly: PatchableCalls(typeof(int), "Parse")]
                internal static class Uses
                {
                    public static void Run() { _ = DateTime.UtcNow.AddDays(int.Parse("1")); _ = new Version(1, 2); new List<int>().Add(1); _ = new List<int>().GetEnumerator(); _ = string.Concat("a", "b") == new string('a', 1); }
                    public static void Patch() { {{statements}} }
                }
                """,
            ],
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14));
        var found = await Diagnostics.Of(run.After, Analyzers);
        return [.. found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.Location.SourceTree!.GetText().ToString(diagnostic.Location.SourceSpan)}")];
    }

    [TestCase("DateTime.Patches.UtcNow.Restore();", ExpectedResult = "HP0049: DateTime.Patches.UtcNow does not exist: Write get_UtcNow.")]
    [TestCase("System.DateTime.Patches.get_UtcNow.Restore();", "", ExpectedResult = "HP0049: System.DateTime.Patches does not exist: its namespace is not imported. Add using System;, or write System.DateTimePatches.")]
    [TestCase("DateTime.Patches.AddHours.Restore();", ExpectedResult = "HP0049: DateTime.Patches.AddHours does not exist: calls of AddHours are not patchable. Add AddHours to [assembly: PatchableCalls(typeof(DateTime), …)].")]
    public async Task<string> Tells_why_a_handle_is_not_there(string statement, string usings = "using System;")
    {
        var run = GeneratorRun.Over(GeneratorRun.Compile(
            [$"{usings} using Hotpatch; [assembly: PatchableCalls(typeof(System.DateTime), \"UtcNow\")] internal static class Uses {{ public static void Patch() {{ {statement} }} }}"],
            Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp14));
        var found = await new CompilationWithAnalyzers(run.After, [new Hotpatch.Analyzers.Rules.Patching.MissingExtensionAnalyzer()], options: null).GetAnalyzerDiagnosticsAsync();
        return string.Join('\n', found.Select(diagnostic => $"{diagnostic.Id}: {diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}"));
    }
}
