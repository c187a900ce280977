using Hotpatch;

namespace Shop;

/// <summary>The code that is going to change while it runs.</summary>
public sealed class PriceService
{
    public decimal UnitPrice { get; set; } = 3m;

    [Patchable]
    public static decimal Discount(decimal total) => total * 0.9m;

    [Patchable]
    public decimal Quote(int quantity) => quantity * UnitPrice;

    /// <summary>So small that the JIT inlines it into every hot caller.</summary>
    [Patchable]
    public static int Step(int value) => value + 1;
}
