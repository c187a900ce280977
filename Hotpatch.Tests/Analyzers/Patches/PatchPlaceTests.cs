namespace Hotpatch.Tests.Analyzers.Patches;

/// <summary>HP0042: [Patch] where it cannot patch anything.</summary>
public class PatchPlaceTests
{
    [Test]
    public Task Methods_of_which_no_delegate_can_be_made_in_advance()
        => PatchRun.Check(
            """
            using System.Runtime.CompilerServices;
            using System.Runtime.InteropServices;
            using Hotpatch;

            public class Fixes
            {
                [Patch(typeof(Shop.PriceService))] public decimal {|HP0042:Quote|}(int quantity) => 1;
                [Patch(typeof(Shop.PriceService))] static decimal Discount(decimal total) => 1;
                [Patch("Shop.Any.M()"), MethodImpl(MethodImplOptions.InternalCall)] static extern void {|HP0042:M|}();
                [Patch("Shop.Any.N()"), DllImport("native")] static extern void N();
                [Patch("Shop.Any.O()"), UnmanagedCallersOnly] static void {|HP0042:O|}() { }
                [Patch("Shop.Any.P()")] static void {|HP0042:P|}(__arglist) { }
                static void Uses()
                {
                    Local();
                    System.Action lambda = [{|HP0042:Patch("Shop.Any.L()")|}] static () => { };
                    [{|HP0042:Patch("Shop.Any.L()")|}] static void Local() { }
                }
            }

            public static class Generic<T>
            {
                [Patch("Shop.Any.M()")] static void {|HP0042:M|}() { }
                static class Inner { [Patch("Shop.Any.M()")] static void {|HP0042:M|}() { } }
            }

            public interface IFixes
            {
                [Patch("Shop.Any.M()")] static abstract void {|HP0042:M|}();
                [Patch("Shop.Any.N()")] static void N() { }
            }
            """);

    [Test]
    public Task Classes_whose_methods_cannot_be_meant()
        => PatchRun.Check(
            """
            using Hotpatch;

            [{|HP0042:Patch(typeof(Shop.PriceService))|}] public class Instances { public static decimal Discount(decimal total) => 1; }
            [{|HP0042:Patch(typeof(Shop.PriceService), "Discount")|}] public static class Named { public static decimal Discount(decimal total) => 1; }
            [{|HP0042:Patch(typeof(Shop.PriceService))|}] public static class Hidden { static decimal Discount(decimal total) => 1; }
            [{|HP0042:Patch((string)null)|}] public static class Null { public static decimal Discount(decimal total) => 1; }
            [Patch(typeof(Shop.PriceService))] public static class Fine { public static decimal Discount(decimal total) => 1; static decimal Sum { get; } }
            [Patch(typeof(Shop.PriceService))] public static class Accessors { public static decimal Sums { {|HP0041:get|}; } }
            public static class Methods { [Patch((System.Type)null)] static decimal {|HP0042:Discount|}(decimal total) => 1; }
            """);

    [Test]
    public Task A_layer_over_a_constructor()
        => PatchRun.CheckMembers(
            """
            [Patch(typeof(PriceService), ".ctor")] static void New(Action<PriceService, int> next, PriceService self, int price) { }
            """);

    [Test]
    public async Task A_layer_over_a_constructor_whose_body_stays_in_place()
    {
        const string Source =
            """
            public class C
            {
                [Hotpatch.Patchable] public C(string text) : this(int.TryParse(text, out var value) ? 1 : 2) => Value = value;
                private C(int other) { }
                public int Value;
            }

            public static class Fixes { [Hotpatch.Patch(typeof(C), ".ctor")] public static void New(System.Action<C, string> next, C self, string text) => next(self, text); }
            """;
        var found = await Diagnostics.Of<Hotpatch.Analyzers.Rules.Patches.PatchAnalyzer>(Source);
        Assert.That(
            found.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            Does.EndWith("it is a layer, but C..ctor(System.String) has no original that it could wrap: its body and the arguments of its this(…) or base(…) share value."));
    }

    [Test]
    public async Task The_message_tells_the_way_out()
        => Assert.That(
            await PatchRun.MessageOf("public class Inner { [Patch(typeof(PriceService))] public decimal Quote(int quantity) => 1; }"),
            Is.EqualTo("Fixes+Inner.Quote(System.Int32) cannot carry [Patch]: a static method was expected. For a patchable instance method, take the instance as the first parameter."));
}
