// C# 7.3
#pragma warning disable CS1591
using System;
using Hotpatch;

namespace Shop
{
    public class Box<T>
    {
        [Patchable] public int Count(T value, int[] more) { return more.Length; }

        [Patchable] public void Swap(ref T value) { }

        [Patchable] public static Box<T> Make() { return new Box<T>(); }

        [Patchable] public int Map<U>(U other) { return 1; }

        [Patchable] public int Count() { return 1; }
    }

    public class Box<T, U>
    {
        [Patchable] public int Count(T value) { return 1; }
    }

    public class Box
    {
        [Patchable] public int Count() { return 1; }
    }

    public abstract class Constrained<TClass, TStruct, TUnmanaged, TEnum, TDelegate, TNew>
        where TClass : class, IComparable<TClass>
        where TStruct : struct
        where TUnmanaged : unmanaged
        where TEnum : struct, Enum
        where TDelegate : Delegate
        where TNew : Attribute, new()
    {
        [Patchable] public void Take(TClass a, TStruct b, TUnmanaged c, TEnum d, TDelegate e, TNew f) { }
    }

    public struct Cell<T>
    {
        [Patchable] public void Set(T value) { }

        public class Inner<U>
        {
            [Patchable] public void Set(T first, U second) { }

            [Patchable] public V Get<V>(V other) where V : struct { return other; }
        }
    }
}
