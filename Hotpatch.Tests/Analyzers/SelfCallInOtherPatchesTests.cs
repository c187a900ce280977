using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0033: conditions, key selectors and canaries that call the method they are for.</summary>
public class SelfCallInOtherPatchesTests
{
    [Test]
    public Task The_own_calls_of_an_interceptor_pass_it_by() => SelfCallTests.Check(
        """
        using (PriceServicePatches.Quote.Intercept(call => { call.Proceed(); call.Result = ((PriceService)call.Instance).Quote(1); })) { }
        using (PriceServicePatches.Discount.Intercept(async call => { await call.ProceedAsync(); call.Result = PriceService.Discount(1m); })) { }
        """);

    [Test]
    public Task Conditions() => SelfCallTests.Check(
        """
        var quote = PriceServicePatches.Quote;
        using (quote.PatchWhen((self, quantity) => {|HP0033:self.Quote(quantity)|} > 1, (self, quantity) => 1m)) { }
        using (quote.PatchWhen(replacement: (self, quantity) => 1m, condition: (self, quantity) => {|HP0033:self.Quote(quantity)|} > 1)) { }
        using (quote.PatchWhenArguments(arguments => {|HP0033:new PriceService().Quote(1)|} > 1, (self, quantity) => 1m)) { }

        using (quote.PatchWhen((self, quantity) => quote.Original(self, quantity) > 1, (self, quantity) => self.Quote(1))) { }
        using (quote.PatchWhen((self, quantity) => PriceService.Discount(quantity) > 1, (self, quantity) => 1m)) { }
        """);

    [Test]
    public Task Canaries() => SelfCallTests.Check(
        """
        var quote = PriceServicePatches.Quote;
        using (quote.Canary(0.1, (self, quantity) => {|HP0033:self.Quote(quantity)|} + 1)) { }
        using (quote.Canary(0.1, (self, quantity) => {|HP0033:self.Quote(quantity)|}).RollbackOnFault(3, TimeSpan.FromMinutes(1))) { }
        using (quote.Canary(0.1, (self, quantity) => {|HP0033:self.Quote(quantity)|}, (self, quantity) => quantity)) { }
        using (quote.Canary(0.1, (self, quantity) => 1m, (self, quantity) => {|HP0033:self.Quote(quantity)|})) { }
        using (quote.CanaryByArguments(0.1, (self, quantity) => {|HP0033:self.Quote(quantity)|}, arguments => {|HP0033:new PriceService().Quote(1)|})) { }

        using (quote.Canary(0.1, (self, quantity) => quote.Original(self, quantity) + self.Unmarked(), (self, quantity) => PriceService.Discount(1m))) { }
        """);

    [TestCase("PatchWhen(() => M() > 0, () => 1)", "The condition of C.M() calls C.M(), which runs the condition again, without end. Call the handle's Original instead.")]
    [TestCase("Canary(1, () => M())", "The canary of C.M() calls C.M(), which runs the canary again, for its share of the calls. Call the handle's Original instead.")]
    [TestCase("CanaryByArguments(1, () => 1, call => M())", "The key selector of C.M() calls C.M(), which runs the key selector again, without end. Call the handle's Original instead.")]
    public async Task The_message_says_what_to_call(string call, string message)
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
