using Hotpatch;

namespace Fixtures;

/// <summary>Accessors, operators and overloads.</summary>
public class Money(decimal amount, string currency = "EUR")
{
    private string _note = "";

    [Patchable]
    public decimal Amount { get; } = amount;

    [Patchable]
    public string Currency { get; set; } = currency;

    [Patchable]
    public string Label { get; init; } = "none";

    public string Note
    {
        [Patchable]
        get => _note;
        set => _note = value;
    }

    [Patchable]
    public static int Count { get; set; } = 7;

    [Patchable]
    public int this[int index] { get => index * 2; set => Currency = index + "/" + value; }

    [Patchable]
    public event Action? Spent;

    public void Spend() => Spent?.Invoke();

    [Patchable]
    public static Money operator +(Money left, Money right) => new(left.Amount + right.Amount);

    [Patchable]
    public static bool operator ==(Money? left, Money? right) => left?.Amount == right?.Amount;

    [Patchable]
    public static bool operator !=(Money? left, Money? right) => !(left == right);

    [Patchable]
    public static explicit operator decimal(Money money) => money.Amount;

    [Patchable]
    public static explicit operator int(Money money) => (int)money.Amount;

    public override bool Equals(object? obj) => obj is Money other && this == other;

    public override int GetHashCode() => Amount.GetHashCode();
}

public class Overloads
{
    [Patchable] public string Of(int value) => "int";

    [Patchable] public string Of(string value) => "string";

    [Patchable] public string Of(List<int> value) => "list";

    [Patchable] public string Of(int[] value) => "array";

    [Patchable] public string Of(int[,] value) => "matrix";

    [Patchable] public string Of() => "nothing";
}
