// C# 7.3
#pragma warning disable CS1591
using System;
using System.Collections;
using System.Collections.Generic;
using Hotpatch;

namespace Shop
{
    public interface IPrice
    {
        decimal Quote();
        int Total { get; }
        event Action Changed;
    }

    public interface IEquatable { int CompareTo(string other); }

    [Patchable]
    public class Listing : IPrice, IEnumerable<int>, IComparable<int>, IEquatable
    {
        decimal IPrice.Quote() { return 1m; }
        int IPrice.Total { get { return 1; } }
        event Action IPrice.Changed { add { } remove { } }
        IEnumerator<int> IEnumerable<int>.GetEnumerator() { yield break; }
        IEnumerator IEnumerable.GetEnumerator() { yield break; }
        int IComparable<int>.CompareTo(int other) { return 0; }
        int IEquatable.CompareTo(string other) { return 0; }
        public decimal Quote() { return 2m; }
    }
}
