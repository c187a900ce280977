// C# 7.3
#pragma warning disable CS1591
using System;
using System.Diagnostics.CodeAnalysis;
using Hotpatch;

namespace Shop
{
    public class References
    {
        private int _field;

        [Patchable] public void All(ref int a, out string b, in decimal c) { b = ""; }

        [Patchable] public ref int Get() { return ref _field; }

        [Patchable] public ref readonly int Peek(in int self) { return ref _field; }

        [Patchable] public static Span<int> Slice(Span<int> items, ReadOnlySpan<char> text) { return items; }

        [Patchable] public static void Reference(TypedReference reference) { }

        [Patchable] public static void Many(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11, int a12, int a13, int a14, int a15, int a16) { }

        [Patchable] public void More(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8, int a9, int a10, int a11, int a12, int a13, int a14, int a15, int a16) { }
    }
}
