// C# 14
#pragma warning disable CS1591
using System.Collections.Generic;
using Hotpatch;

namespace Shop;

public static class Blocks
{
    /// <param name="text">The text.</param>
    extension(string text)
    {
        /// <summary>How long it is.</summary>
        [Patchable] public int Size => text.Length;

        /// <summary>Repeats it.</summary>
        /// <param name="times">How often.</param>
        [Patchable] public string Repeat(int times) => text;

        [Patchable] public static string Nothing => "";

        public int Half { [Patchable] get => 1; set { } }

        public int Plain() => 1;
    }

    extension<T>(List<T> list)
        where T : class
    {
        [Patchable] public T? Second => null;

        [Patchable] public void Put<U>(U other) { }

        [Patchable] public static List<T> operator +(List<T> left, T right) => left;
    }

    extension(ref int number)
    {
        [Patchable] public void Clear() => number = 0;
    }
}

[Patchable]
internal static class Marked
{
    extension(int number)
    {
        public int Twice() => number * 2;

        [NotPatchable] public int Thrice() => number * 3;
    }
}
