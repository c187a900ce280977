using Hotpatch;

namespace Shop.Fixes;

/// <summary>Ten are cheaper too; and who orders them is told so.</summary>
[Patch(typeof(PriceService), Owner = "prices")]
public static class PriceFix
{
    /// <summary>Runs in place of <see cref="PriceService.Quote"/>.</summary>
    public static decimal Quote(PriceService self, int quantity) => PriceService.Price(quantity, isCheaper: quantity >= 10);

    /// <summary>Lies over <see cref="PriceService.OrderAsync"/>, since a delegate comes first.</summary>
    public static async Task<Receipt> OrderAsync(Func<PriceService, int, Task<Receipt>> next, PriceService self, int quantity)
    {
        var receipt = await next(self, quantity);
        return quantity == 10 ? receipt with { Note = "ten are cheaper" } : receipt;
    }
}
