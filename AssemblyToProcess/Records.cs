using System.Text;
using Hotpatch;

namespace Fixtures;

/// <summary>What a record declares itself, positional properties among them.</summary>
public record Person([property: Patchable] string Name, int Age)
{
    [Patchable] protected virtual Type EqualityContract => Fault.Pass(typeof(Person));

    [Patchable] public void Deconstruct(out string name, out int age) => (name, age) = Fault.Pass((Name, Age));

    [Patchable] public virtual bool Equals(Person? other) => Fault.Pass(other is not null && other.Name == Name);

    [Patchable] public override int GetHashCode() => Fault.Pass(Name.Length);

    [Patchable]
    protected virtual bool PrintMembers(StringBuilder builder)
    {
        builder.Append(Fault.Pass(Name));
        return true;
    }

    [Patchable] public static Person Parse(string text) => new(Fault.Pass(text), text.Length);

    public static bool Same(Person left, Person right) => left == right;

    public static Person Renamed(Person person, string name) => person with { Name = name };

    public static string Parts(Person person)
    {
        var (name, age) = person;
        return name + age;
    }
}

public record Employee(string Name, int Age, string Company) : Person(Name, Age)
{
    [Patchable] public sealed override string ToString() => Fault.Pass(Name + "@" + Company);
}

/// <summary>The same of record structs.</summary>
public record struct Size([property: Patchable] int Width, int Height)
{
    [Patchable] public readonly int Area() => Fault.Pass(Width * Height);

    [Patchable] public void Grow(int by) => Width += Fault.Pass(by);

    [Patchable] public readonly bool Equals(Size other) => Fault.Pass(other.Width == Width);

    [Patchable] public override readonly int GetHashCode() => Fault.Pass(Width);

    public static int Grown(int width, int by)
    {
        var size = new Size(width, 1);
        size.Grow(by);
        return size.Width;
    }

    public static bool Same(int left, int right) => new Size(left, 1) == new Size(right, 2);
}

public readonly record struct Point3([property: Patchable] int X)
{
    [Patchable] public int Times(int by) => Fault.Pass(X * by);
}

/// <summary>Members that use a primary constructor's parameters, which are fields then.</summary>
public class Account(string owner, decimal balance)
{
    [Patchable] public string Owner => Fault.Pass(owner);

    [Patchable] public decimal Deposit(decimal amount) => balance += Fault.Pass(amount);
}

public struct Odometer(int start)
{
    [Patchable] public int Drive(int distance) => start += Fault.Pass(distance);

    public static int DriveTwice(int start, int distance)
    {
        var odometer = new Odometer(start);
        odometer.Drive(distance);
        return odometer.Drive(distance);
    }
}

/// <summary>Primary constructors of records, patchable themselves.</summary>
[method: Patchable]
public record Invoice(int Total)
{
    public int Paid { get; init; } = Total / 2;
}

[method: Patchable]
public record struct Coins(int Count);

public static class RecordUse
{
    public static string NewInvoice(int total)
    {
        var invoice = new Invoice(total);
        return invoice.Total + "/" + invoice.Paid;
    }

    public static int NewCoins(int count) => new Coins(count).Count;
}
