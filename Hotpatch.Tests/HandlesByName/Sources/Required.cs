// C# 11
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

public class Required
{
    [Patchable] public required string Name { get; set; }

    [Patchable] public static dynamic? Any(dynamic value, (int Count, string? Name) pair) => value;
}
