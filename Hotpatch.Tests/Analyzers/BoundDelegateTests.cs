using Hotpatch.Analyzers.Rules.Patching;

namespace Hotpatch.Tests.Analyzers;

/// <summary>HP0035: Patchable.For with a method of one instance.</summary>
public class BoundDelegateTests
{
    [Test]
    public Task Bound_to_an_instance() => Check(
        """
        Patchable.For({|HP0035:service.Quote|});
        Patchable.For({|HP0035:new PriceService().Quote|});
        Patchable.For<Func<int, decimal>>({|HP0035:service.Quote|});
        Patchable.For(new Func<int, decimal>({|HP0035:service.Quote|}));
        Patchable.For((Func<string, decimal>){|HP0035:service.Sum|});
        Patchable.For(method: {|HP0035:service.Unmarked|});
        Patchable.For({|HP0035:Implicit|});
        Patchable.For({|HP0035:this.Implicit|});
        Patchable.For({|HP0035:base.ToString|});
        Patchable.For<Func<string>>({|HP0035:"text".Twice|});
        Patchable.For({|HP0035:default(Money).Add|});
        """);

    [Test]
    public Task Static_methods_lambdas_and_local_functions() => Check(
        """
        Patchable.For(PriceService.Discount);
        Patchable.For(PriceService.Echo<int>);
        Patchable.For<Func<string, string>>(Texts.Twice);
        Patchable.For(() => service.Quote(1));
        Patchable.For(Local);
        Patchable.For(StaticLocal);
        Func<int, decimal> known = service.Quote;
        Patchable.For(known);
        Patchable.For<Func<PriceService, int, decimal>>(typeof(PriceService), nameof(PriceService.Quote));
        Other.For(service.Quote);

        decimal Local() => service.Total;
        static int StaticLocal() => 1;
        """);

    [Test]
    public async Task The_message_names_the_method()
    {
        var found = await Diagnostics.Of<BoundDelegateAnalyzer>(
            "class C<T> { [Hotpatch.Patchable] int M(T value) => 1; static void Use(C<int> c) => Hotpatch.Patchable.For(c.M); }");
        Assert.That(
            found.Single().GetMessage(System.Globalization.CultureInfo.InvariantCulture),
            Is.EqualTo("C`1.M(T): a patch holds for all instances, but this delegate is bound to one. Use the method's handle by name."));
    }

    private static Task Check(string statements)
        => AnalyzerRun<BoundDelegateAnalyzer>.Check(
            Shop.Source +
            $$"""
            namespace Uses
            {
                using Shop;

                public static class Other { public static void For(Func<int, decimal> method) { } }

                public class Uses
                {
                    public void Begin(PriceService service)
                    {
                        {{statements}}
                    }

                    private int Implicit() => 1;
                }
            }
            """);
}
