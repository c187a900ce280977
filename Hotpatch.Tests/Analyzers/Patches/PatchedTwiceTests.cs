namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0045: one project that replaces the same method twice.</summary>
public class PatchedTwiceTests
{
    [Test]
    public Task The_second_replacement_is_one_too_many()
        => PatchRun.Check(
            """
            using System;
            using Hotpatch;
            using Shop;

            public static class First
            {
                [Patch(typeof(PriceService), "Quote")] static decimal One(PriceService self, int quantity) => 1;
                [Patch("Shop.PriceService.Quote(System.Int32)")] static decimal {|HP0045:Two|}(PriceService self, int quantity) => 1;
                [Patch(typeof(PriceService), "Sum")] static decimal Sum1(PriceService self, int first, string second) => 1;
                [Patch(typeof(PriceService), "Sum")] static decimal Sum2(PriceService self, string first) => 1;
                [Patch(typeof(PriceService), "Quote")] static decimal Layer1(Func<PriceService, int, decimal> next, PriceService self, int quantity) => 1;
                [Patch(typeof(PriceService), "Quote")] static decimal Layer2(Func<PriceService, int, decimal> next, PriceService self, int quantity) => 1;
            }

            [Patch(typeof(PriceService))]
            public static class Second
            {
                public static decimal {|HP0045:Quote|}(PriceService self, int quantity) => 1;
            }
            """);

    [Test]
    public Task Each_instantiation_can_have_its_own()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(Box<>), "Get")] static T All<T>(Box<T> self) => default;
            [Patch(typeof(Box<>), "Get")] static U {|HP0045:AllAgain|}<U>(Box<U> self) => default;
            [Patch(typeof(Box<int>), "Get")] static int Ints(Box<int> self) => 1;
            [Patch(typeof(Box<string>), "Get")] static string Strings(Box<string> self) => "";
            [Patch(typeof(Box<>), "Get", TypeArguments = new[] { typeof(int) })] static int {|HP0045:IntsAgain|}(Box<int> self) => 1;
            """);

    [Test]
    public Task Each_version_can_have_its_own()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Quote", MaxTargetVersion = "1.9", Required = false)] static decimal Old(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Quote", MinTargetVersion = "1.9.1", Required = false)] static decimal New(PriceService self, int quantity) => 1;
            [Patch(typeof(PriceService), "Discount", MaxTargetVersion = "1.9")] static decimal Low(decimal total) => 1;
            [Patch(typeof(PriceService), "Discount", MinTargetVersion = "1.5")] static decimal {|HP0045:High|}(decimal total) => 1;
            """);

    [Test]
    public async Task The_message_names_the_first()
        => Assert.That(
            await PatchRun.MessageOf(
                """
                [Patch(typeof(PriceService), "Discount")] static decimal One(decimal total) => 1;
                [Patch(typeof(PriceService), "Discount")] static decimal Two(decimal total) => 1;
                """),
            Is.EqualTo(
                "Shop.PriceService.Discount(System.Decimal): one replacement was expected, but Fixes.One(System.Decimal) already replaces it. "
                + "A library can replace a method once, and add any number of layers."));
}
