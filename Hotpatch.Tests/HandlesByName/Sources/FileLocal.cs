// C# 11
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

[Patchable]
file class Local
{
    public void Run() { }
}

public class Open
{
    [Patchable] public int Get() => new Local().GetHashCode();
}

file static class Others
{
    [Patchable] public static void Take(Open open) { }
}
