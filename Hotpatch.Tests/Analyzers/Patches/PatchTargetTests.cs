using Hotpatch.Analyzers.Rules.Patches;

namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0041: a patch whose target is not where it is said to be.</summary>
public class PatchTargetTests
{
    [Test]
    public Task Names_that_the_type_does_not_have()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService))] static decimal {|HP0041:Quoet|}(PriceService self, int quantity) => 1;
            [{|HP0041:Patch(typeof(PriceService), "quote")|}] static decimal Quote(PriceService self, int quantity) => 1;
            [{|HP0041:Patch(typeof(DearService), "Quote")|}] static decimal Inherited(PriceService self, int quantity) => 1;
            [{|HP0041:Patch(typeof(int[]), "Quote")|}] static decimal OfArray(int[] self) => 1;
            """);

    [Test]
    public Task Full_names()
        => PatchRun.CheckMembers(
            """
            [Patch("Shop.PriceService.Quote(System.Int32)")] static decimal Quote1(PriceService self, int quantity) => 1;
            [Patch("Shop.PriceService.Sum(System.Int32, System.String)")] static decimal Spaced(PriceService self, int first, string second) => 1;
            [Patch("Shop.PriceService.Sum")] static decimal Sum(object self, string first) => 1;
            [Patch("Shop.PriceService.Hidden(System.Int32)")] static decimal Hidden(object self, int quantity) => 1;
            [Patch("Shop.PriceService.Sum(System.Int64)")] static decimal HiddenOverload(object self, long first) => 1;
            [Patch("Shop.PriceService..ctor(System.Int32)")] static void New(object self, int price) { }
            [Patch("Shop.PriceService.get_Total")] static decimal Getter(object self) => 1;
            [Patch("Shop.PriceService.Total")] static void Setter(object self, decimal value) { }
            [Patch("Shop.PriceService+Inner.Twice(System.Int32)")] static int Twice(int value) => 1;
            [Patch("Shop.PriceService.Echo<T>(T)")] static T Echo<T>(T value) => value;
            [Patch("Shop.Box`1.Map")] static U Map<T, U>(object self, U other) => other;
            [Patch("Shop.PriceService.<Quote>g__Local|0_0()")] static void Local() { }
            [Patch("Other.Service.Quote(System.Int32)")] static void Elsewhere() { }
            [Patch("Nothing")] static void Nothing() { }
            [{|HP0041:Patch("Shop.PriceService.Quote(System.Int64)")|}] static decimal Parameters(object self, long quantity) => 1;
            [{|HP0041:Patch("Shop.PriceService.Quotes(System.Int32)")|}] static decimal Misspelt(object self, int quantity) => 1;
            [Patch("Shop.PriceService.Quote")] static decimal {|HP0040:Mismatch|}(object self, long quantity) => 1;
            """);

    [Test]
    public Task The_class_names_the_type()
        => PatchRun.Check(
            """
            using Hotpatch;

            [Patch(typeof(Shop.PriceService))]
            public static class ByType
            {
                public static decimal Quote(Shop.PriceService self, int quantity) => 1;
                public static decimal {|HP0041:Quoet|}(Shop.PriceService self, int quantity) => 1;
                public static decimal {|HP0040:Discount|}() => 1;
                static int Helper() => 1;
                [Patch(typeof(Shop.Money))] static void Add(ref Shop.Money self, decimal amount) { }
                [Patch("Shop.IPriced.Price()")] static decimal Elsewhere(Shop.IPriced self) => 1;
                [Patch] static decimal Hidden(Shop.PriceService self, int quantity) => 1;
            }

            [Patch("Shop.PriceService")]
            public static class ByName
            {
                public static decimal {|HP0040:Quote|}(object self) => 1;
            }

            [Patch("Elsewhere.PriceService")]
            public static class Unknown
            {
                public static decimal Quote(object self) => 1;
            }
            """);

    [Test]
    public Task The_class_has_the_namespace_and_the_name_of_the_type()
        => PatchRun.Check(
            """
            using Hotpatch;

            namespace Shop
            {
                [Patch]
                static class PriceService
                {
                    public static decimal {|HP0040:Discount|}(int total) => 1;
                    public static decimal {|HP0041:Count|}(decimal total) => 1;
                    [Patch] static decimal Quote(object self, int quantity) => 1;
                    public static class Inner { [Patch] public static int {|HP0040:Twice|}() => 1; }
                }

                static class Unknown { [Patch] static void Anything() { } }
            }
            """);

    [Test]
    public Task A_target_of_the_same_project()
        => PatchRun.Check(
            """
            using Hotpatch;
            class Own { [Patchable] int Count() => 1; }
            static class Fixes
            {
                [Patch(typeof(Own))] static int Count(Own self) => 1;
                [{|HP0041:Patch(typeof(Own), "Cuont")|}] static int Other(Own self) => 1;
            }
            """);

    [Test]
    public Task A_signature_that_fits_several()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), "Either")] static object First(PriceService self, object text) => 1;
            [{|HP0041:Patch(typeof(PriceService), "Either")|}] static string Neither(object self, object text) => "";
            """);

    [Test]
    public Task What_is_not_required_may_be_missing()
        => PatchRun.CheckMembers("[Patch(typeof(PriceService), Required = false)] static decimal Quoet(PriceService self, int quantity) => 1;");

    [Test]
    public Task Only_what_is_likely_misspelt_is_reported_of_a_reference_assembly()
        => PatchRun.CheckMembersAgainstReferenceAssembly(
            """
            [Patch(typeof(PriceService))] static decimal {|HP0041:Quoet|}(PriceService self, int quantity) => 1;
            [{|HP0041:Patch("Shop.PriceService.Quote(System.Int64)")|}] static decimal Parameters(object self, long quantity) => 1;
            [Patch(typeof(PriceService))] static decimal Calculate(PriceService self) => 1;
            """);

    [Test]
    public async Task In_a_reference_assembly_that_is_no_error()
    {
        var found = await PatchRun.FindInReferenceAssembly("[Patch(typeof(PriceService))] static decimal Quoet(PriceService self, int quantity) => 1;");
        Assert.That(found.Single().Severity, Is.EqualTo(Microsoft.CodeAnalysis.DiagnosticSeverity.Warning));
    }

    [TestCase(
        """[Patch(typeof(PriceService))] static decimal Quoet(PriceService self, int quantity) => 1;""",
        "Shop.PriceService.Quoet: a method to patch was expected, but Shop.PriceService has none of that name. The nearest: Quote.")]
    [TestCase(
        """[Patch(typeof(PriceService), "Unheard")] static decimal Other(PriceService self) => 1;""",
        "Shop.PriceService.Unheard: a method to patch was expected, but Shop.PriceService has none of that name.")]
    [TestCase(
        """[Patch(typeof(DearService), "Quote")] static decimal Other(PriceService self, int quantity) => 1;""",
        "Shop.DearService.Quote: a method to patch was expected, but a base type declares it: Shop.PriceService.Quote(System.Int32).")]
    [TestCase(
        """[Patch("Shop.PriceService.Sum(System.Double)")] static decimal Other(PriceService self, double first) => 1;""",
        "Shop.PriceService.Sum(System.Double): a method to patch was expected, but only these were found: "
        + "Shop.PriceService.Sum(System.Int32,System.String); Shop.PriceService.Sum(System.String); Shop.PriceService.Sum(System.Int64).")]
    public async Task The_message_says_what_is_there(string members, string message)
        => Assert.That(await PatchRun.MessageOf(members), Is.EqualTo(message));

    [Test]
    public async Task Another_compiler_error_is_left_to_the_compiler()
    {
        var run = new AnalyzerRun<PatchAnalyzer>
        {
            TestCode = "static class Fixes { [Hotpatch.Patch(typeof({|CS0246:Missing|}))] static int Count() => 1; }",
        };
        await run.RunAsync();
    }
}
