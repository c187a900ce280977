using Hotpatch;

namespace Fixtures;

public struct Counter
{
    public int Count;

    public Counter(int count) => Count = count;

    [Patchable] public int Increment(int by) => Count += by;

    [Patchable] public int Value { readonly get => Count; set => Count = value; }

    [Patchable] public override readonly string ToString() => "count " + Count;

    [Patchable] public static Counter operator +(Counter left, Counter right) => new(left.Count + right.Count);

    public static int IncrementTwice(int start)
    {
        var counter = new Counter(start);
        counter.Increment(1);
        counter.Increment(1);
        return counter.Count;
    }
}

public readonly struct ReadOnlyPoint(int x)
{
    public readonly int X = x;

    [Patchable] public int Shifted(int by) => X + by;
}

public record struct RecordPoint(int X)
{
    [Patchable] public int Doubled() => X * 2;
}

public ref struct Window
{
    public Span<int> Values;

    [Patchable] public int First() => Values[0]++;
}

public static class Windows
{
    public static int Look(int[] values)
    {
        var window = new Window { Values = values };
        return (window.First() * 100) + window.First();
    }
}

public interface IHasArea
{
    double Area();
}

public struct Tile : IHasArea
{
    public double Side;

    [Patchable] public readonly double Area() => Side * Side;

    [Patchable] readonly double IHasArea.Area() => -Area();
}
