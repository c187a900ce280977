// C# 14
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

[Patchable]
public class Counter
{
    public static Counter operator +(Counter left, int right) => left;

    public static Counter operator checked +(Counter left, int right) => left;

    public void operator +=(int right) { }

    public void operator ++() { }
}
