using Hotpatch;

namespace Shop;

/// <summary>The code in production. It forgets the discount for large orders.</summary>
public static class Checkout
{
    public const decimal UnitPrice = 3m;

    [Patchable]
    public static decimal Total(int customer, int items) => items * UnitPrice;
}
