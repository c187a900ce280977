global using Hotpatch;
global using Shop;

namespace Shop;

/// <summary>The class of most examples.</summary>
public class PriceService
{
    public decimal UnitPrice = 3m;

    [Patchable] public static decimal Discount(decimal total) => total * 0.9m;

    [Patchable] public decimal Quote(int quantity) => quantity * UnitPrice;
}

public static class Prices
{
    [Patchable(Consistency = Consistency.Exclusive)] public static decimal Gross(decimal net) => net * 1.1m;

    [Patchable(Consistency = Consistency.Exclusive)] public static decimal Net(decimal gross) => gross / 1.1m;
}

public static class Calculator
{
    [Patchable] public static int Add(int a, int b) => a + b;
}

public class Box<T>
{
    public T? Value;

    [Patchable] public T? Get() => Value;
}

public class Tools
{
    [Patchable] public static T Echo<T>(T value) => value;

    [Patchable] public TResult Map<TResult>(TResult value) => value;
}
