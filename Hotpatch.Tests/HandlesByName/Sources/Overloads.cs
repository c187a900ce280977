// C# 7.3
#pragma warning disable CS1591
using System;
using System.Collections.Generic;
using Hotpatch;

namespace Shop
{
    public class Overloads
    {
        [Patchable] public void Quote() { }
        [Patchable] public void Quote(int quantity) { }
        [Patchable] public void Quote(ref int quantity) { }
        [Patchable] public void Quote(string text, int[] quantities) { }
        [Patchable] public void Quote(int? quantity, int[,] table, int[][] jagged) { }
        [Patchable] public void Quote(List<int> list, Dictionary<string, DateTime> times) { }
        [Patchable] public void Quote((int a, string b) pair, dynamic any) { }
        [Patchable] public void Quote<T>(T value) { }
        public void Quote(object any) { }
        [Patchable] public void Alone(int value) { }
        [Patchable] public void Twice(One.Item item) { }
        [Patchable] public void Twice(Two.Item item) { }
        [Patchable] public void Quote_Int32() { }
        [Patchable] public static bool Is(Overloads other) { return true; }
        [Patchable] public bool Is() { return false; }
    }
}

namespace Shop.One { public class Item { } }

namespace Shop.Two { public class Item { } }
