using Hotpatch;

namespace Fixtures;

/// <summary>Static and instance methods, as the documentation shows them.</summary>
public class PriceService
{
    public decimal UnitPrice = 3m;

    [Patchable]
    public static decimal Discount(decimal total) => total * 0.9m;

    [Patchable]
    public decimal Quote(int quantity) => quantity * UnitPrice;

    [Patchable]
    private string Describe(string prefix) => prefix + Quote(1).ToString(System.Globalization.CultureInfo.InvariantCulture);

    public string CallDescribe(string prefix) => Describe(prefix);

    public static int Unmarked(int value) => value;
}
