// C# 10
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

[Patchable]
public record struct Size(int Width, int Height)
{
    public int Area() => Width * Height;
}

public readonly record struct Mark([property: Patchable] string Text);
