using Hotpatch;

namespace Shop;

/// <summary>What the shop's articles cost.</summary>
public class PriceService
{
    private const decimal UnitPrice = 3m;

    /// <summary>The price of so many. Ten or more are to be cheaper by a tenth; that <c>&gt;</c> is the mistake which the fix mends.</summary>
    [Patchable]
    public decimal Quote(int quantity) => Price(quantity, isCheaper: quantity > 10);

    /// <summary>Orders so many. A change takes effect when no order is running that began before it.</summary>
    [Patchable(Consistency = Consistency.Drained)]
    public async Task<Receipt> OrderAsync(int quantity)
    {
        // The payment.
        await Task.Delay(20);
        return new Receipt(quantity, Quote(quantity), Note: null);
    }

    /// <summary>The price with or without the discount.</summary>
    public static decimal Price(int quantity, bool isCheaper) => quantity * UnitPrice * (isCheaper ? 0.9m : 1m);
}
