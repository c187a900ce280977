// C# 13
#pragma warning disable CS1591
using System;
using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shop;

public abstract class Constrained<TClass, TNotNull, TNullable, TAny, TRef>
    where TClass : class
    where TNotNull : notnull
    where TNullable : class?
    where TRef : allows ref struct
{
    [Patchable] public TAny? Take(TClass? a, TNotNull b, TNullable? c, TAny? d) => d;

    [Patchable] public void Look(TRef value) { }

    [Patchable] public void Look<T>(scoped T value) where T : IComparable?, allows ref struct { }

    [Patchable] public static T? Create<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicParameterlessConstructor)] T>() => default;
}

public abstract class Base
{
    public abstract T? Get<T>(T? value) where T : class;

    public abstract T? Any<T>(T? value);
}

[Patchable]
public class Derived : Base
{
    public override T? Get<T>(T? value) where T : class => value;

    public override T? Any<T>(T? value) where T : default => value;
}
