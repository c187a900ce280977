using Hotpatch;

namespace Fixtures;

/// <summary>Partial members: the mark may stand on either part.</summary>
public partial class Parts
{
    [Patchable] public partial string Declared(int value);

    public partial string Implemented(int value);

    [Patchable] public partial int Number { get; set; }

    public partial string this[int index] { get; }

    [Patchable] public partial event Action Raised;

    [Patchable] public partial Parts(int number);

    public int Count;

    public void Raise() => _raised?.Invoke();
}

public partial class Parts
{
    private int _number;
    private Action? _raised;

    public partial Parts(int number) => _number = Fault.Pass(number);

    public partial string Declared(int value) => Fault.Pass("declared " + value);

    [Patchable] public partial string Implemented(int value) => Fault.Pass("implemented " + value);

    public partial int Number { get => Fault.Pass(_number); set => _number = Fault.Pass(value); }

    [Patchable] public partial string this[int index] => Fault.Pass("item " + index);

    public partial event Action Raised { add { _raised += Fault.Pass(value); Count++; } remove { _raised -= value; Count--; } }
}

/// <summary>Types whose names no other file can say.</summary>
file class Local : ILocal
{
    [Patchable] public string Show(int value) => Fault.Pass("local " + value);

    [Patchable] int ILocal.Add(int value) => Fault.Pass(value + 1);

    [Patchable] public static int Sum(ref Amount amount, Amount other) => amount.Value += Fault.Pass(other.Value);

    // Captures the instance, of a class without fields.
    public Func<int, string> Lambda() => [Patchable] (value) => Show(value) + "!";
}

file interface ILocal
{
    int Add(int value);
}

file struct Amount
{
    public int Value;

    [Patchable] public int Add(int by) => Value += Fault.Pass(by);
}

public class Enclosing
{
    private protected class Inner
    {
        private struct Innermost
        {
            public int Value;

            [Patchable] private int Next() => Value += Fault.Pass(1);

            public static int Call(int value)
            {
                var innermost = new Innermost { Value = value };
                innermost.Next();
                return innermost.Next();
            }
        }

        [Patchable] private protected static string Name(string text) => Fault.Pass("inner " + text);

        public static string CallName(string text) => Name(text);

        public static int CallNext(int value) => Innermost.Call(value);
    }

    public static string Name(string text) => Inner.CallName(text);

    public static int Next(int value) => Inner.CallNext(value);
}

public static class LocalUse
{
    public static string Show(int value) => new Local().Show(value);

    public static int Add(int value) => ((ILocal)new Local()).Add(value);

    public static Func<int, string> Lambda() => new Local().Lambda();

    public static int Sum(int left, int right)
    {
        var amount = new Amount { Value = left };
        Local.Sum(ref amount, new Amount { Value = right });
        return amount.Value;
    }

    public static object AmountOf(int value) => new Amount { Value = value };

    public static int AddAmount(int value, int by)
    {
        var amount = new Amount { Value = value };
        amount.Add(by);
        return amount.Value;
    }
}
