using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0033: layers that call the method they wrap.</summary>
public class SelfCallInLayerTests
{
    [Test]
    public Task Layers_that_call_what_they_wrap_by_its_name() => SelfCallTests.Check(
        """
        var quote = PriceServicePatches.Quote;
        using (quote.Wrap(next => (self, quantity) => Math.Max(0, {|HP0033:self.Quote(quantity)|}))) { }
        using (quote.Wrap(priority: 5, wrapper: next => { if (quote.IsPatched) return next; return (self, quantity) => {|HP0033:self.Quote(quantity)|}; })) { }
        using (PriceServicePatches.Discount.Wrap(Layer)) { }
        using (PriceServicePatches.Discount.Wrap(Short)) { }
        using (PriceServicePatches.Discount.Wrap(next => {|HP0033:PriceService.Discount|})) { }
        new PatchSet().Wrap(quote, next => (self, quantity) => {|HP0033:self.Quote(quantity)|});

        using (quote.Wrap(next => (self, quantity) => next(self, quantity) + self.Unmarked())) { }
        using (quote.Wrap(next => { Func<PriceService, decimal> asked = self => self.Quote(1); return next; })) { }
        using (quote.Wrap(next => next)) { }

        static Func<decimal, decimal> Layer(Func<decimal, decimal> next) { return total => {|HP0033:PriceService.Discount(total)|}; }
        static Func<decimal, decimal> Short(Func<decimal, decimal> next) => total => {|HP0033:PriceService.Discount(total)|};
        """);

    [TestCase("Patch(() => M() + 1)", "The replacement of C.M() calls C.M(), which runs the replacement again, without end. Call the handle's Original instead.")]
    [TestCase("Wrap(next => () => M() + 1)", "The layer of C.M() calls C.M(), which runs the layer again, without end. Call the delegate that it wraps instead.")]
    public async Task The_message_says_what_to_call_in_a_replacement_and_in_a_layer(string call, string message)
    {
        var source = $$"""
            using Hotpatch;
            public static class C
            {
                [Patchable] public static int M() => 1;
                public static void Begin() => Patchable.For<System.Func<int>>(M).{{call}};
            }
            """;
        Assert.That(
            (await Diagnostics.Of<SelfCallAnalyzer>(source)).Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture), Is.EqualTo(message));
    }
}
