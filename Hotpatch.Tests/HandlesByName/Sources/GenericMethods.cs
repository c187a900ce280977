// C# 7.3
#pragma warning disable CS1591
using System;
using Hotpatch;

namespace Shop
{
    public class Tools
    {
        [Patchable] public static T Echo<T>(T value) { return value; }

        [Patchable] public static T Echo<T>(ref T value) { return value; }

        [Patchable] public int Map<TKey, TValue>(TKey key, TValue value) where TKey : class, IComparable<TKey>, new() where TValue : struct { return 1; }

        [Patchable] private static T Make<T>() where T : new() { return new T(); }

        [Patchable] internal static int Make() { return Make<int>(); }

        [Patchable] public static void Raise<T>(out T value) where T : unmanaged, Enum { value = default(T); }
    }
}
