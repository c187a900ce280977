using System.Collections.Immutable;
using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;
using Hotpatch.Tests.HandlesByName;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Hotpatch.Tests.Analyzers;

/// <summary>The rules know the handles that the generator really declares.</summary>
public class GeneratedHandleTests
{
    private const string Service =
        """
        using System;
        using Hotpatch;
        using Shop;

        namespace Shop
        {
            public class PriceService
            {
                [Patchable] public static decimal Discount(decimal total) { return total; }
                [Patchable] public decimal Quote(int quantity) { return quantity; }
                [Patchable] public decimal Sum(int first) { return first; }
                [Patchable] public decimal Sum(string first) { return 0; }
                [Patchable] public decimal Total { get; set; }
                [Patchable] public decimal Parse(string text, out int length) { length = text.Length; return 1; }
                [Patchable] public T Echo<T>(T value) { return value; }
            }

            public class Box<T>
            {
                [Patchable] public T Get() { return default(T); }
            }

            public struct Money
            {
                public decimal Amount;
                [Patchable] public void Add(decimal amount) { Amount += amount; }
            }
        }

        """;

    [TestCase(LanguageVersion.Preview, "PriceService.Patches", "Box<int>.Patches", "Money.Patches")]
    [TestCase(LanguageVersion.CSharp13, "PriceServicePatches", "BoxPatches<int>", "MoneyPatches")]
    [TestCase(LanguageVersion.CSharp7_3, "PriceServicePatches", "BoxPatches<int>", "MoneyPatches")]
    public Task Replacements_call_the_original(LanguageVersion version, string service, string box, string money)
        => Check<SelfCallAnalyzer, CallOriginalCodeFix>(
            version,
            $$"""
            public class Uses
            {
                public void Begin()
                {
                    {{service}}.Discount.Patch(total => {|HP0033:PriceService.Discount(total)|});
                    {{service}}.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
                    {{service}}.Sum_Int32.Patch((self, first) => {|HP0033:self.Sum(first)|} + self.Sum(""));
                    {{service}}.get_Total.Patch(self => {|HP0033:self.Total|});
                    {{service}}.Parse.Patch((PriceService self, string text, out int length) => {|HP0033:self.Parse(text, out length)|});
                    {{service}}.Echo<int>().Patch((self, value) => {|HP0033:self.Echo(value)|} + self.Echo("").Length);
                    {{box}}.Get.Patch(self => {|HP0033:self.Get()|});
                    {{money}}.Add.Patch((ref Money self, decimal amount) => {|HP0033:self.Add(amount)|});
                }
            }
            """,
            $$"""
            public class Uses
            {
                public void Begin()
                {
                    {{service}}.Discount.Patch(total => {{service}}.Discount.Original(total));
                    {{service}}.Quote.Patch((self, quantity) => {{service}}.Quote.Original(self, quantity));
                    {{service}}.Sum_Int32.Patch((self, first) => {{service}}.Sum_Int32.Original(self, first) + self.Sum(""));
                    {{service}}.get_Total.Patch(self => {{service}}.get_Total.Original(self));
                    {{service}}.Parse.Patch((PriceService self, string text, out int length) => {{service}}.Parse.Original(self, text, out length));
                    {{service}}.Echo<int>().Patch((self, value) => {{service}}.Echo<int>().Original(self, value) + self.Echo("").Length);
                    {{box}}.Get.Patch(self => {{box}}.Get.Original(self));
                    {{money}}.Add.Patch((ref Money self, decimal amount) => {{money}}.Add.Original(ref self, amount));
                }
            }
            """);

    [TestCase(LanguageVersion.Preview, "PriceService.Patches", "Box<int>.Patches", "Money.Patches")]
    [TestCase(LanguageVersion.CSharp13, "PriceServicePatches", "BoxPatches<int>", "MoneyPatches")]
    [TestCase(LanguageVersion.CSharp7_3, "PriceServicePatches", "BoxPatches<int>", "MoneyPatches")]
    public Task Handles_take_the_place_of_bound_delegates(LanguageVersion version, string service, string box, string money)
        => Check<BoundDelegateAnalyzer, BoundDelegateCodeFix>(
            version,
            """
            public class Uses
            {
                public void Begin(PriceService service)
                {
                    var quote = Patchable.For<Func<int, decimal>>({|HP0035:service.Quote|});
                    var sum = Patchable.For<Func<string, decimal>>({|HP0035:service.Sum|});
                    var echo = Patchable.For<Func<int, int>>({|HP0035:service.Echo<int>|});
                    var get = Patchable.For<Func<int>>({|HP0035:new Box<int>().Get|});
                    var add = Patchable.For<Action<decimal>>({|HP0035:new Money().Add|});
                }
            }
            """,
            $$"""
            public class Uses
            {
                public void Begin(PriceService service)
                {
                    var quote = {{service}}.Quote;
                    var sum = {{service}}.Sum_String;
                    var echo = {{service}}.Echo<int>();
                    var get = {{box}}.Get;
                    var add = {{money}}.Add;
                }
            }
            """);

    private static Task Check<TAnalyzer, TFix>(LanguageVersion version, string uses, string expected)
        where TAnalyzer : DiagnosticAnalyzer, new()
        where TFix : CodeFixProvider, new()
    {
        var run = new CodeFixRun<TAnalyzer, TFix>(version) { TestCode = Service + uses, FixedCode = Service + expected };

        // As files of the project: the testing packages show what generators write to analyzers only, not to fixes.
        foreach (var tree in Generated(version))
        {
            run.TestState.Sources.Add((Path.GetFileName(tree.FilePath), tree.GetText()));
            run.FixedState.Sources.Add((Path.GetFileName(tree.FilePath), tree.GetText()));
        }

        return run.RunAsync();
    }

    private static ImmutableArray<SyntaxTree> Generated(LanguageVersion version)
    {
        var run = GeneratorRun.Over(CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(Service, new CSharpParseOptions(version))],
            SnippetSetup.References,
            (CSharpCompilationOptions)SnippetSetup.CompilationOptions));
        return run.Driver.GetRunResult().GeneratedTrees;
    }
}
