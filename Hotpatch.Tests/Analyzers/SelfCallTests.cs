using Hotpatch.Analyzers.Rules.Patching;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0033: replacements that call what they replace.</summary>
public class SelfCallTests
{
    [Test]
    public Task Through_a_generated_handle() => Check(
        """
        PriceServicePatches.Discount.Patch(total => {|HP0033:PriceService.Discount(total)|} + 1);
        PriceServicePatches.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|} + 1);
        PriceServicePatches.Quote.Patch(delegate (PriceService self, int quantity) { return {|HP0033:new PriceService().Quote(quantity)|}; });
        PriceServicePatches.Sum_Int32.Patch((self, first, second, more) => {|HP0033:self.Sum(first, more: more)|});
        PriceServicePatches.TryRead.Patch((PriceService self, string text, out int value) => {|HP0033:self.TryRead(text, out value)|});
        PriceServicePatches.Echo<int>().Patch(value => {|HP0033:PriceService.Echo(value)|});
        MoneyPatches.Add.Patch((ref Money self, decimal amount) => {|HP0033:self.Add(amount)|});
        BoxPatches<int>.Get.Patch(self => {|HP0033:self.Get()|});
        BoxPatches<string>.Map<int>().Patch((self, other) => {|HP0033:self.Map(other)|});
        Box_InnerPatches<int>.Make.Patch(count => {|HP0033:Box<int>.Inner.Make(count)|});
        TextsPatches.Twice.Patch(text => {|HP0033:text.Twice()|} + {|HP0033:Texts.Twice(text)|});
        using (PriceServicePatches.Quote.PatchScoped((self, quantity) => {|HP0033:self.Quote(quantity)|})) { }
        """);

    [Test]
    public Task In_every_way_to_patch() => Check(
        """
        var quote = PriceServicePatches.Quote;
        quote.TryPatch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        using (quote.PatchFlow((self, quantity) => {|HP0033:self.Quote(quantity)|})) { }
        quote.ForcePatch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        quote.PatchAsync((self, quantity) => {|HP0033:self.Quote(quantity)|});
        quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|}, TimeSpan.FromSeconds(1));
        quote.Patch(timeout: TimeSpan.FromSeconds(1), replacement: (self, quantity) => {|HP0033:self.Quote(quantity)|});
        new PatchSet()
            .Add(PriceServicePatches.Discount, total => {|HP0033:PriceService.Discount(total)|})
            .AddFlow(PriceServicePatches.Discount, total => {|HP0033:PriceService.Discount(total)|})
            .Add(quote, (self, quantity) => quote.Original(self, quantity) + PriceService.Discount(1m));
        """);

    [Test]
    public Task Accessors_operators_and_constructors() => Check(
        """
        PriceServicePatches.get_Total.Patch(self => {|HP0033:self.Total|} + 1);
        PriceServicePatches.set_Total.Patch((self, value) => {|HP0033:self.Total|} = value);
        PriceServicePatches.set_Total.Patch((self, value) => {|HP0033:self.Total|} += value);
        PriceServicePatches.set_Total.Patch((self, value) => { ({|HP0033:self.Total|}, _) = (value, 1); });
        PriceServicePatches.get_Item.Patch((self, index) => {|HP0033:self[index]|});
        PriceServicePatches.set_Item.Patch((self, index, value) => {|HP0033:self[index]|} = value);
        PriceServicePatches.add_Changed.Patch((self, value) => {|HP0033:self.Changed += value|});
        PriceServicePatches.op_Addition.Patch((one, other) => {|HP0033:one + other|});
        PriceServicePatches.op_UnaryNegation.Patch(one => {|HP0033:-one|});
        PriceServicePatches.op_Explicit.Patch(one => {|HP0033:(int)one|});
        PriceServicePatches.Constructor.Patch(self => {|HP0033:new PriceService()|}.Touch());
        """);

    [Test]
    public Task Other_accessors_of_the_same_property_are_not_the_method() => Check(
        """
        PriceServicePatches.get_Total.Patch(self => { self.Total = 1; return 1; });
        PriceServicePatches.set_Total.Patch((self, value) => Console.WriteLine(self.Total));
        PriceServicePatches.get_Item.Patch((self, index) => { self[index] = 1; return 1; });
        PriceServicePatches.set_Item.Patch((self, index, value) => Console.WriteLine(self[index]));
        PriceServicePatches.add_Changed.Patch((self, value) => self.Changed -= value);
        """);

    [Test]
    public Task Through_Patchable_For() => Check(
        """
        Patchable.For<Func<decimal, decimal>>(PriceService.Discount).Patch(total => {|HP0033:PriceService.Discount(total)|});
        Patchable.For(PriceService.Discount).Patch(total => {|HP0033:PriceService.Discount(total)|});
        Patchable.For<Func<int, int>>(PriceService.Overloaded).Patch(value => {|HP0033:PriceService.Overloaded(value)|});
        Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), nameof(PriceService.Quote)).Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        Patchable.For<Func<PriceService, string, decimal>>(typeof(PriceService), "Sum").Patch((self, text) => {|HP0033:self.Sum(text)|} + self.Sum(1));
        Patchable.For<Func<PriceService, decimal>>(typeof(PriceService), "Total").Patch(self => {|HP0033:self.Total|});
        Patchable.For<Func<PriceService, decimal>>(typeof(PriceService), "get_Total").Patch(self => {|HP0033:self.Total|});
        Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), "Item").Patch((self, index) => {|HP0033:self[index]|});
        Patchable.For<Func<string, string>>(typeof(PriceService), "Echo", typeof(string)).Patch(value => {|HP0033:PriceService.Echo(value)|} + PriceService.Echo(1));
        Patchable.For<Func<Box<int>, int>>(typeof(Box<int>), "Get").Patch(self => {|HP0033:self.Get()|} + new Box<long>().Get().GetHashCode());
        Patchable.For<MoneyPatches.AddDelegate>(typeof(Money), "Add").Patch((ref Money self, decimal amount) => {|HP0033:self.Add(amount)|});
        """);

    [Test]
    public Task Through_a_local_or_a_readonly_field() => Check(
        """
        var local = Patchable.For(PriceService.Discount);
        local.Patch(total => {|HP0033:PriceService.Discount(total)|});
        PatchHandle untyped = local;
        untyped.Patch((Func<decimal, decimal>)(total => {|HP0033:PriceService.Discount(total)|}));
        Func<decimal, decimal> replacement = total => {|HP0033:PriceService.Discount(total)|};
        local.Patch(replacement);
        Static.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        Instance.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
        """);

    [Test]
    public Task What_may_hold_another_handle_is_left() => Check(
        """
        var local = Patchable.For(PriceService.Discount);
        local = Patchable.For<Func<decimal, decimal>>(PriceService.Echo);
        local.Patch(total => PriceService.Discount(total));
        var other = Patchable.For(PriceService.Discount);
        Change(out other);
        other.Patch(total => PriceService.Discount(total));
        Assigned.Patch((self, quantity) => self.Quote(quantity));
        Mutable.Patch((self, quantity) => self.Quote(quantity));
        Given(Static);

        void Change(out PatchHandle<Func<decimal, decimal>> handle) => handle = null;
        void Given(PatchHandle<Func<PriceService, int, decimal>> handle) => handle.Patch((self, quantity) => self.Quote(quantity));
        """);

    [Test]
    public Task Methods_and_local_functions_as_replacements() => Check(
        """
        PriceServicePatches.Discount.Patch(Local);
        PriceServicePatches.Discount.Patch(new Func<decimal, decimal>(Dear));
        PriceServicePatches.Discount.Patch({|HP0033:PriceService.Discount|});
        PriceServicePatches.Discount.Patch({|HP0033:new Func<decimal, decimal>(PriceService.Discount)|});
        Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), "Quote").Patch(Elsewhere.Quote);

        static decimal Local(decimal total) { return {|HP0033:PriceService.Discount(total)|}; }
        """);

    [Test]
    public Task Lambdas_within_a_replacement_run_too() => Check(
        """
        PriceServicePatches.Discount.Patch(total => { Func<decimal> later = () => {|HP0033:PriceService.Discount(total)|}; return later(); });
        """);

    [Test]
    public Task What_calls_the_original_or_another_method_is_fine() => Check(
        """
        PriceServicePatches.Discount.Patch(total => PriceServicePatches.Discount.Original(total));
        PriceServicePatches.Discount.Patch(total => Patchable.For(PriceService.Discount).Original(total));
        PriceServicePatches.Discount.Patch(total => Patchable.For<Func<decimal, decimal>>(typeof(PriceService), nameof(PriceService.Discount)).Original(total));
        PriceServicePatches.Quote.Patch((self, quantity) => self.Unmarked() + PriceService.Discount(1));
        PriceServicePatches.Sum_String.Patch((self, text) => self.Sum(text.Length));
        PriceServicePatches.Echo<int>().Patch(value => PriceService.Echo("text").Length);
        BoxPatches<int>.Get.Patch(self => new Box<string>().Get().Length);
        PriceServicePatches.Discount.Patch(total => total);
        var scoped = PriceServicePatches.Discount;
        scoped.Patch(total => { scoped.Restore(); return PriceService.Discount(total); });
        scoped.Patch(total => { PriceServicePatches.Quote.Restore(); return {|HP0033:PriceService.Discount(total)|}; });
        PriceServicePatches.get_Total.Patch(self => nameof(self.Total).Length);
        PriceServicePatches.Quote.Patch((self, quantity) => nameof(self.Quote).Length);
        """);

    [Test]
    public Task Virtual_methods() => Check(
        """
        ShapePatches.Draw.Patch(self => {|HP0033:self.Draw()|});
        ShapePatches.Draw.Patch(self => {|HP0033:new Square().Draw()|});
        ShapePatches.Draw.Patch(self => new Circle().Draw());
        CirclePatches.Draw.Patch(self => {|HP0033:self.Draw()|});
        CirclePatches.Draw.Patch(self => {|HP0033:((Shape)self).Draw()|});
        CirclePatches.Draw.Patch(self => {|HP0033:((IDrawn)self).Draw()|});
        CirclePatches.Draw.Patch(self => new Shape().Draw());
        CirclePatches.Draw.Patch(self => ShapePatches.Draw.Original(self));
        ShapePatches.set_Area.Patch((self, value) => {|HP0033:new Circle().Area|} = value);
        ShapePatches.get_Area.Patch(self => new Circle().Area);
        """);

    [Test]
    public Task Calls_of_base_do_not_come_to_an_override()
        => AnalyzerRun<SelfCallAnalyzer>.Check(
            Shop.Source +
            """
            namespace Uses
            {
                using Shop;
                public class Ring : Circle
                {
                    public void Begin()
                    {
                        CirclePatches.Draw.Patch(self => {|HP0033:base.Draw()|});
                        ShapePatches.Draw.Patch(self => base.Draw());
                        CirclePatches.Draw.Patch(self => {|HP0033:Draw()|});
                    }
                }
            }
            """);

    [Test]
    public Task As_the_extension_property_of_CSharp_14()
        => AnalyzerRun<SelfCallAnalyzer>.Check(
            Shop.Source + Shop.ExtensionHandles +
            """
            namespace Uses
            {
                using Shop;
                class Uses
                {
                    void Begin(PriceService service)
                    {
                        PriceService.Patches.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|});
                        var patches = PriceService.Patches;
                        patches.Discount.Patch(total => {|HP0033:PriceService.Discount(total)|});
                        PriceService.Patches.Echo<int>().Patch(value => {|HP0033:PriceService.Echo(value)|});
                    }
                }
            }
            """);

    [Test]
    public Task Members_of_extension_blocks()
        => AnalyzerRun<SelfCallAnalyzer>.Check(
            """
            using System;
            using Hotpatch;

            public static class Texts
            {
                extension(string text)
                {
                    [Patchable] public string Repeat(int times) => text;
                    [Patchable] public int Half => 1;
                }

                static void Begin()
                {
                    Patchable.For(Texts.Repeat).Patch((text, times) => {|HP0033:text.Repeat(times)|} + {|HP0033:Texts.Repeat(text, times)|} + text.Half);
                    Patchable.For<Func<string, int>>(typeof(Texts), "get_Half").Patch(text => {|HP0033:text.Half|} + text.Repeat(1).Length);
                }
            }
            """);

    [Test]
    public Task Handles_of_a_referenced_project()
    {
        var run = new AnalyzerRun<SelfCallAnalyzer>
        {
            TestCode = "class Uses { void Begin() => Shop.PriceServicePatches.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|}); }",
        };
        var shop = run.TestState.AdditionalProjects["Shop"];
        shop.Sources.Add(Shop.Source);
        shop.Sources.Add(Shop.StaticHandles);
        shop.AdditionalReferences.AddRange(SnippetSetup.References);
        run.TestState.AdditionalProjectReferences.Add("Shop");
        return run.RunAsync();
    }

    [Test]
    public Task In_CSharp_7_3()
        => AnalyzerRun<SelfCallAnalyzer>.Check(
            Shop.Source + Shop.StaticHandles +
            """
            class Uses
            {
                void Begin() { Shop.PriceServicePatches.Quote.Patch((self, quantity) => {|HP0033:self.Quote(quantity)|}); }
            }
            """,
            LanguageVersion.CSharp7_3);

    internal static Task Check(string statements)
        => AnalyzerRun<SelfCallAnalyzer>.Check(
            Shop.Source + Shop.StaticHandles +
            $$"""
            namespace Uses
            {
                using Shop;

                public class Uses
                {
                    private static readonly PatchHandle<Func<PriceService, int, decimal>> Static = PriceServicePatches.Quote;
                    private readonly PatchHandle<Func<PriceService, int, decimal>> Instance = Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), "Quote");
                    private readonly PatchHandle<Func<PriceService, int, decimal>> Assigned = PriceServicePatches.Quote;
                    private PatchHandle<Func<PriceService, int, decimal>> Mutable = PriceServicePatches.Quote;

                    public Uses(PatchHandle<Func<PriceService, int, decimal>> assigned) { this.Assigned = assigned; }

                    public void Begin()
                    {
                        {{statements}}
                    }

                    {{(statements.Contains("Dear", StringComparison.Ordinal) ? "private static decimal Dear(decimal total) => {|HP0033:PriceService.Discount(total)|};" : string.Empty)}}
                }

                public static class Elsewhere
                {
                    {{(statements.Contains("Elsewhere", StringComparison.Ordinal) ? "public static decimal Quote(PriceService self, int quantity) => {|HP0033:self.Quote(quantity)|};" : string.Empty)}}
                }
            }
            """);
}
