using Hotpatch.Analyzers.Rules.Patching;
using Hotpatch.CodeFixes;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0033: the replacement calls the original.</summary>
public class SelfCallFixTests
{
    [Test]
    public Task Generated_handles() => Check(
        """
        PriceServicePatches.Discount.Patch(total => {|HP0033:PriceService.Discount(total)|} + 1);
        PriceServicePatches.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|} + 1);
        PriceServicePatches.Sum_Int32.Patch((self, first, second, more) => {|HP0033:self.Sum(more: more, first: 1)|} + {|HP0033:self.Sum(1)|} + {|HP0033:self.Sum(1, 2, 3, 4)|});
        PriceServicePatches.TryRead.Patch((PriceService self, string text, out int value) => {|HP0033:self.TryRead(text, out value)|});
        PriceServicePatches.Echo<int>().Patch(value => {|HP0033:PriceService.Echo(value)|});
        MoneyPatches.Add.Patch((ref Money self, decimal amount) => {|HP0033:self.Add(amount)|});
        BoxPatches<int>.Get.Patch(self => {|HP0033:self.Get()|});
        TextsPatches.Twice.Patch(text => {|HP0033:text.Twice()|} + {|HP0033:Texts.Twice(text)|});
        """,
        """
        PriceServicePatches.Discount.Patch(total => PriceServicePatches.Discount.Original(total) + 1);
        PriceServicePatches.Quote.Patch((self, quantity) => PriceServicePatches.Quote.Original(self, quantity) + 1);
        PriceServicePatches.Sum_Int32.Patch((self, first, second, more) => PriceServicePatches.Sum_Int32.Original(self, 1, 2, more) + PriceServicePatches.Sum_Int32.Original(self, 1, 2, new int[0]) + PriceServicePatches.Sum_Int32.Original(self, 1, 2, new int[] { 3, 4 }));
        PriceServicePatches.TryRead.Patch((PriceService self, string text, out int value) => PriceServicePatches.TryRead.Original(self, text, out value));
        PriceServicePatches.Echo<int>().Patch(value => PriceServicePatches.Echo<int>().Original(value));
        MoneyPatches.Add.Patch((ref Money self, decimal amount) => MoneyPatches.Add.Original(ref self, amount));
        BoxPatches<int>.Get.Patch(self => BoxPatches<int>.Get.Original(self));
        TextsPatches.Twice.Patch(text => TextsPatches.Twice.Original(text) + TextsPatches.Twice.Original(text));
        """);

    [Test]
    public Task Layers_call_what_they_wrap() => Check(
        """
        using (PriceServicePatches.Quote.Wrap(next => (self, quantity) => Math.Max(0, {|HP0033:self.Quote(quantity)|}))) { }
        using (MoneyPatches.Add.Wrap(below => (ref Money self, decimal amount) => {|HP0033:self.Add(amount + 1)|})) { }
        using (PriceServicePatches.Discount.Wrap((Func<decimal, decimal> next) => { return total => {|HP0033:PriceService.Discount(total)|}; })) { }
        new PatchSet().Wrap(PriceServicePatches.get_Total, next => self => {|HP0033:self.Total|} + 1);
        """,
        """
        using (PriceServicePatches.Quote.Wrap(next => (self, quantity) => Math.Max(0, next(self, quantity)))) { }
        using (MoneyPatches.Add.Wrap(below => (ref Money self, decimal amount) => below(ref self, amount + 1))) { }
        using (PriceServicePatches.Discount.Wrap((Func<decimal, decimal> next) => { return total => next(total); })) { }
        new PatchSet().Wrap(PriceServicePatches.get_Total, next => self => next(self) + 1);
        """);

    [Test]
    public Task Conditions_and_canaries() => Check(
        """
        using (PriceServicePatches.Quote.PatchWhen((self, quantity) => {|HP0033:self.Quote(quantity)|} > 1, (self, quantity) => 1m)) { }
        using (PriceServicePatches.Quote.Canary(0.1, (self, quantity) => {|HP0033:self.Quote(quantity)|}, (self, quantity) => {|HP0033:self.Quote(1)|})) { }
        """,
        """
        using (PriceServicePatches.Quote.PatchWhen((self, quantity) => PriceServicePatches.Quote.Original(self, quantity) > 1, (self, quantity) => 1m)) { }
        using (PriceServicePatches.Quote.Canary(0.1, (self, quantity) => PriceServicePatches.Quote.Original(self, quantity), (self, quantity) => PriceServicePatches.Quote.Original(self, 1))) { }
        """);

    [Test]
    public Task Accessors_and_operators() => Check(
        """
        PriceServicePatches.get_Total.Patch(self => {|HP0033:self.Total|} + 1);
        PriceServicePatches.set_Total.Patch((self, value) => { {|HP0033:self.Total|} = value + 1; });
        PriceServicePatches.get_Item.Patch((self, index) => {|HP0033:self[index + 1]|});
        PriceServicePatches.set_Item.Patch((self, index, value) => { {|HP0033:self[index]|} = value; });
        PriceServicePatches.add_Changed.Patch((self, value) => { {|HP0033:self.Changed += value|}; });
        PriceServicePatches.op_Addition.Patch((one, other) => {|HP0033:one + other|});
        PriceServicePatches.op_UnaryNegation.Patch(one => {|HP0033:-one|});
        PriceServicePatches.op_Explicit.Patch(one => {|HP0033:(int)one|});
        """,
        """
        PriceServicePatches.get_Total.Patch(self => PriceServicePatches.get_Total.Original(self) + 1);
        PriceServicePatches.set_Total.Patch((self, value) => { PriceServicePatches.set_Total.Original(self, value + 1); });
        PriceServicePatches.get_Item.Patch((self, index) => PriceServicePatches.get_Item.Original(self, index + 1));
        PriceServicePatches.set_Item.Patch((self, index, value) => { PriceServicePatches.set_Item.Original(self, index, value); });
        PriceServicePatches.add_Changed.Patch((self, value) => { PriceServicePatches.add_Changed.Original(self, value); });
        PriceServicePatches.op_Addition.Patch((one, other) => PriceServicePatches.op_Addition.Original(one, other));
        PriceServicePatches.op_UnaryNegation.Patch(one => PriceServicePatches.op_UnaryNegation.Original(one));
        PriceServicePatches.op_Explicit.Patch(one => PriceServicePatches.op_Explicit.Original(one));
        """);

    [Test]
    public Task Locals_and_fields() => Check(
        """
        var local = Patchable.For<Func<decimal, decimal>>(PriceService.Discount);
        local.Patch(total => {|HP0033:PriceService.Discount({|HP0033:PriceService.Discount(total)|})|});
        Field.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        this.Instance.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        """,
        """
        var local = Patchable.For<Func<decimal, decimal>>(PriceService.Discount);
        local.Patch(total => local.Original(local.Original(total)));
        Field.Patch((self, quantity) => Field.Original(self, quantity));
        this.Instance.Patch((self, quantity) => this.Instance.Original(self, quantity));
        """);

    [TestCase("Patchable.For<Func<decimal, decimal>>(PriceService.Discount).Patch(total => {|HP0033:PriceService.Discount(total)|});", TestName = "no variable holds the handle")]
    [TestCase("PriceServicePatches.Discount.Patch({|HP0033:PriceService.Discount|});", TestName = "the method itself")]
    [TestCase("PriceServicePatches.Constructor.Patch(self => {|HP0033:new PriceService()|}.Touch());", TestName = "a constructor makes another object")]
    [TestCase("PriceServicePatches.set_Total.Patch((self, value) => { {|HP0033:self.Total|} += value; });", TestName = "a compound assignment")]
    [TestCase("PriceServicePatches.Quote.Patch((self, quantity) => self?{|HP0033:.Quote(quantity)|} ?? 1);", TestName = "a conditional access")]
    [TestCase("PatchHandle untyped = PriceServicePatches.Discount; untyped.Patch((Func<decimal, decimal>)(total => {|HP0033:PriceService.Discount(total)|}));", TestName = "an untyped handle")]
    public Task There_is_no_fix(string statements) => Check(statements, statements);

    [Test]
    public Task A_local_is_not_in_reach_of_a_static_lambda()
    {
        const string Statements = "var local = PriceServicePatches.Discount; local.Patch(static total => {|HP0033:PriceService.Discount(total)|});";
        return Check(Statements, Statements, version: LanguageVersion.Preview);
    }

    [Test]
    public Task A_wrappers_parameter_is_not_in_reach_of_a_static_function()
    {
        const string Statements = "using var layer = PriceServicePatches.Discount.Wrap(next => { return Again; static decimal Again(decimal total) => {|HP0033:PriceService.Discount(total)|}; });";
        return Check(Statements, Statements, version: LanguageVersion.Preview);
    }

    [Test]
    public Task A_generated_member_is_in_reach_of_a_static_lambda()
        => Check(
            "PriceService.Patches.Discount.Patch(static total => {|HP0033:PriceService.Discount(total)|});",
            "PriceService.Patches.Discount.Patch(static total => PriceService.Patches.Discount.Original(total));",
            Shop.ExtensionHandles,
            LanguageVersion.Preview);

    private static Task Check(string statements, string expected, string handles = Shop.StaticHandles, LanguageVersion version = LanguageVersion.CSharp7_3)
        => CodeFixRun<SelfCallAnalyzer, CallOriginalCodeFix>.Check(Around(statements, handles), Around(expected, handles), version: version);

    private static string Around(string statements, string handles)
        => Shop.Source + handles +
            $$"""
            namespace Uses
            {
                using Shop;

                public class Uses
                {
                    private static readonly PatchHandle<Func<PriceService, int, decimal>> Field = Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), "Quote");
                    private readonly PatchHandle<Func<PriceService, int, decimal>> Instance = Field;

                    public void Begin()
                    {
                        {{statements.Replace("\n", "\n            ", StringComparison.Ordinal)}}
                    }
                }
            }
            """;
}
