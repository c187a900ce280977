using Hotpatch;

namespace Fixtures;

/// <summary>Operators of a struct, checked ones among them; compound assignment changes the operand in place.</summary>
public struct Meters(int value)
{
    public int Value = value;

    [Patchable] public static Meters operator +(Meters left, Meters right) => new(Fault.Pass(unchecked(left.Value + right.Value)));

    [Patchable] public static Meters operator checked +(Meters left, Meters right) => new(Fault.Pass(checked(left.Value + right.Value)));

    [Patchable] public static Meters operator -(Meters value) => new(Fault.Pass(unchecked(-value.Value)));

    [Patchable] public static Meters operator checked -(Meters value) => new(Fault.Pass(checked(-value.Value)));

    [Patchable] public static explicit operator byte(Meters value) => Fault.Pass(unchecked((byte)value.Value));

    [Patchable] public static explicit operator checked byte(Meters value) => Fault.Pass(checked((byte)value.Value));

    [Patchable] public static implicit operator Meters(int value) => new(Fault.Pass(value));

    [Patchable] public static Meters operator >>>(Meters value, int by) => new(Fault.Pass(value.Value >>> by));

    [Patchable] public static bool operator true(Meters value) => Fault.Pass(value.Value != 0);

    [Patchable] public static bool operator false(Meters value) => Fault.Pass(value.Value == 0);

    [Patchable] public void operator *=(int by) => Value = Fault.Pass(unchecked(Value * by));

    [Patchable] public void operator checked *=(int by) => Value = Fault.Pass(checked(Value * by));

    [Patchable] public void operator ++() => Value = Fault.Pass(Value + 1);
}

/// <summary>Compound assignment of a class.</summary>
public class Basket
{
    public readonly List<string> Items = [];

    [Patchable] public void operator +=(string item) => Items.Add(Fault.Pass(item));

    [Patchable] public void operator --() => Items.RemoveAt(Fault.Pass(Items.Count) - 1);
}

/// <summary>The operators as source uses them.</summary>
public static class OperatorUse
{
    public static int Add(int left, int right) => unchecked(new Meters(left) + new Meters(right)).Value;

    public static int CheckedAdd(int left, int right) => checked(new Meters(left) + new Meters(right)).Value;

    public static int Negate(int value) => unchecked(-new Meters(value)).Value;

    public static int CheckedNegate(int value) => checked(-new Meters(value)).Value;

    public static byte ToByte(int value) => unchecked((byte)new Meters(value));

    public static byte CheckedToByte(int value) => checked((byte)new Meters(value));

    public static int FromInt(int value)
    {
        Meters meters = value;
        return meters.Value;
    }

    public static int Shift(int value, int by) => (new Meters(value) >>> by).Value;

    public static bool IsTrue(int value) => new Meters(value) ? true : false;

    public static int Multiply(int value, int by)
    {
        var meters = new Meters(value);
        unchecked
        {
            meters *= by;
        }

        return meters.Value;
    }

    public static int CheckedMultiply(int value, int by)
    {
        var meters = new Meters(value);
        checked
        {
            meters *= by;
        }

        return meters.Value;
    }

    public static int Increment(int value)
    {
        var meters = new Meters(value);
        ++meters;
        return meters.Value;
    }

    public static string Put(Basket basket, string item)
    {
        basket += item;
        return string.Join(",", basket.Items);
    }

    public static string Drop(Basket basket)
    {
        --basket;
        return string.Join(",", basket.Items);
    }
}
