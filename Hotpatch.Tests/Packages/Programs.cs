namespace Hotpatch.Tests.Packages;

/// <summary>Sources of consumers, and what they write.</summary>
internal static class Programs
{
    /// <summary>Two patchable methods.</summary>
    public const string Shop =
        """
        using Hotpatch;

        namespace Shop
        {
            public static class Calculator
            {
                [Patchable]
                public static int Add(int a, int b) => a + b;
            }

            public class PriceService
            {
                public int UnitPrice { get; set; } = 3;

                [Patchable]
                public int Quote(int quantity) => quantity * UnitPrice;
            }
        }
        """;

    /// <summary>Patches and restores both.</summary>
    public const string UseOfShop =
        """
        using Hotpatch;
        using Shop;

        var service = new PriceService();
        var add = Patchable.For(Calculator.Add);
        var quote = Patchable.For<Func<PriceService, int, int>>(typeof(PriceService), nameof(PriceService.Quote));
        Write();

        add.Patch((a, b) => add.Original(a, b) * 10);
        quote.Patch((self, quantity) => self.UnitPrice - quantity);
        Write();

        add.Restore();
        quote.Restore();
        Write();

        void Write() => Console.WriteLine($"{Calculator.Add(2, 3)} {service.Quote(2)}");

        """;

    /// <summary>What <see cref="UseOfShop"/> writes.</summary>
    public static readonly string[] OutputOfShop = ["5 6", "50 1", "5 6"];
}
