using Hotpatch;

namespace Fixtures;

/// <summary>A mark on the type.</summary>
[Patchable]
public class MarkedType
{
    private static int _created;

    public MarkedType() => _created++;

    public static int Created() => _created;

    public int Value { get; set; } = 1;

    public int Covered(int x) => Lambda(y => y + x);

    [NotPatchable]
    public int Left(int x) => x;

    [NotPatchable]
    public int LeftProperty => 5;

    private int Lambda(Func<int, int> f)
    {
        return Local(f(1));

        static int Local(int z) => z * 10;
    }

    public static MarkedType operator !(MarkedType value) => value;

    ~MarkedType() => _created--;

    public class NestedUnmarked
    {
        public int NotCovered() => 1;
    }
}

[Patchable]
public abstract class MarkedAbstract
{
    public abstract int Abstract();

    public int Concrete() => Abstract() + 1;
}

[Patchable]
public record MarkedRecord(int X)
{
    public int Twice() => X * 2;
}

public static class Outer
{
    [Patchable] public static string Here() => "outer";

    public static string CallHidden() => Hidden.Deep.There();

    public static string CallAlone() => Alone.Inner.Only();

    private class Hidden
    {
        internal class Deep
        {
            [Patchable] internal static string There() => "deep";
        }
    }

    // No patchable method of its own, only a nested type with one.
    private static class Alone
    {
        internal static class Inner
        {
            [Patchable] internal static string Only() => "only";
        }
    }
}
