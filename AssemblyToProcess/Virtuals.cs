using Hotpatch;

namespace Fixtures;

public interface INamed
{
    string Name();
}

public abstract class Shape
{
    [Patchable]
    public virtual string Draw(int times) => "shape" + times;

    [Patchable]
    public override string ToString() => "Shape:" + base.ToString();

    public abstract double Area();
}

public class Square(double side) : Shape, INamed, IDisposable, IComparable<Square>
{
    public double Side = side;
    public bool Disposed;

    [Patchable]
    public override string Draw(int times) => "square+" + base.Draw(times);

    [Patchable]
    public sealed override double Area() => Side * Side;

    [Patchable]
    public string Name() => "square";

    [Patchable]
    void IDisposable.Dispose() => Disposed = true;

    [Patchable]
    int IComparable<Square>.CompareTo(Square? other) => Side.CompareTo(other!.Side);
}

public class Circle : Shape
{
    public override string Draw(int times) => "circle+" + base.Draw(times);

    public override double Area() => 3;
}
