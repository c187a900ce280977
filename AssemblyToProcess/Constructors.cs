using Hotpatch;

namespace Fixtures;

public class Animal
{
    public readonly string Log;

    [Patchable] public Animal(string log) => Log = log + "|animal";
}

public class Dog : Animal
{
    public readonly int Legs = 4;
    public readonly string? Name;
    public int Set { get; init; } = 7;

    [Patchable]
    public Dog(string name) : base(name.Length > 3 ? "long" : "short")
    {
        Name = name;
        for (var i = 0; i < 2; i++)
            Legs++;
    }

    [Patchable]
    public Dog(string first, string second) : this(first + second)
    {
        try
        {
            Name += "!";
        }
        finally
        {
            Name += "?";
        }
    }

    [Patchable]
    public Dog() : base("none")
    {
    }
}

[method: Patchable]
public class Primary(int value) : Animal("primary" + value)
{
    public int Value { get; } = value * 2;

    public int Captured() => value;
}

public class Parrot : Animal
{
    public readonly string Words;

    // The closure of the parameter is shared by the arguments and the body, which therefore stays.
    [Patchable]
    public Parrot(string words) : base(Said(() => words))
    {
        words += "!";
        Words = Fault.Pass(words);
    }

    // Here only the body needs the closure.
    [Patchable]
    public Parrot(int times, string word) : base(word) => Words = Said(() => Fault.Pass(string.Concat(Enumerable.Repeat(word, times))));

    private static string Said(Func<string> words) => words();
}

/// <summary>Locals on both sides of the chained call.</summary>
public class Snail : Animal
{
    public readonly int Sum;

    [Patchable]
    public Snail(string text) : base(int.TryParse(text, out var parsed) ? "number" + parsed : "none")
    {
        const int Step = 2;
        var total = Step;
        for (var i = 0; i < text.Length; i++)
        {
            var twice = i * Step;
            total += twice;
        }

        Sum = Fault.Pass(total);
    }
}

/// <summary>A constructor of a generic type, without an original.</summary>
public class Aviary<T>
{
    public readonly T Value;

    [Patchable]
    public Aviary(T value) : this(() => value) => Value = value;

    private Aviary(Func<T> get) => Value = get();
}

public struct Pair
{
    public int Left;
    public int Right;

    [Patchable]
    public Pair(int left, int right)
    {
        Left = left;
        Right = right;
    }

    [Patchable]
    public Pair(bool swap) : this(swap ? 2 : 1, new Pair(1, 2).Right)
    {
        Left += 10;
    }

    [Patchable]
    public Pair(string text)
    {
        this = new Pair(text.Length, text.Length);
        Right++;
    }
}

/// <summary>What the tests call instead of the constructors, so that the JIT sees them as users' code does.</summary>
public static class Construct
{
    public static string Pair(int left, int right) => Show(new Pair(left, right));

    public static string Swapped(bool swap) => Show(new Pair(swap));

    public static string Text(string text) => Show(new Pair(text));

    private static string Show(Pair pair) => pair.Left + "/" + pair.Right;
}
