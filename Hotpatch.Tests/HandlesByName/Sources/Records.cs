// C# 10
#pragma warning disable CS1591
using Hotpatch;

namespace Shop;

[Patchable]
public record Person(string Name, int Age)
{
    public string Greet(string? greeting) => $"{greeting} {Name}";
}

public record Employee([property: Patchable] string Name)
{
    [Patchable] public virtual bool Equals(Employee? other) => ReferenceEquals(this, other);

    [Patchable] public override int GetHashCode() => 1;
}
