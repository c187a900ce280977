using System.CodeDom.Compiler;
using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace Covered;

public class Plain
{
    public int Auto { get; set; }
    public int AutoGet { get; } = 3;
    public int AutoInit { get; init; } = 4;
    public event EventHandler? FieldLike;

    public int Covered(int x)
    {
        if (x > 0)
            return x;

        return -x;
    }

    public int NotCovered(int x)
    {
        return x > 3 ? 1 : 2;
    }

    public int Lambda(int x)
    {
        Func<int, int> f = y => y + 1;
        Func<int, int> never = y =>
        {
            return y + x;
        };
        return f(x) + Local(1);

        int Local(int z)
        {
            return z + x;
        }
    }

    public async Task<int> Async(int x)
    {
        await Task.Yield();
        if (x > 1)
            return 3;
        return 4;
    }

    public IEnumerable<int> Iterate(int x)
    {
        yield return x;
        yield return x + 1;
    }

    public void Raise() => FieldLike?.Invoke(this, EventArgs.Empty);
}

public record Point(int X, int Y);

public record struct Size(int Width)
{
    public int Twice => Width * 2;
}

[ExcludeFromCodeCoverage]
public record ExcludedPoint(int X, int Y);

public class FieldBacked
{
    public string Name { get; set => field = value.Trim(); } = "";

    [ExcludeFromCodeCoverage]
    public string Hidden { get => field; set; } = "";

    [Obsolete("x"), ExcludeFromCodeCoverage]
    public int LocalAfterReturn(int x)
    {
        return Local(x);

        int Local(int y)
        {
            return y + 1;
        }
    }

    [ExcludeFromCodeCoverage]
    public int LocalBeforeReturn(int x)
    {
        int Local(int y)
        {
            return y + x + Name.Length;
        }
        return Local(x);
    }
}

public class WithConstructor(int x)
{
    private readonly int _y = x + 1;

    [ExcludeFromCodeCoverage]
    public WithConstructor()
        : this(3)
    {
        _y = 4;
    }

    public int Y => _y;
}

public class Box<T>
{
    public T? Value { get; set; }

    public T Get(T x)
    {
        Func<T, T> f = y => y;
        return f(x);
    }

    [ExcludeFromCodeCoverage]
    public T GetExcluded(T x)
    {
        Func<T, T> f = y => y;
        return f(x);
    }
}

public interface IShape
{
    int Area { get; }
    int Twice() => Area * 2;

    [ExcludeFromCodeCoverage]
    int Thrice()
    {
        return Area * 3;
    }
}

public class Square : IShape
{
    int IShape.Area => 3;
}
