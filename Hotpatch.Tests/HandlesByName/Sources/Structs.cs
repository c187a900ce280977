// C# 7.3
using System;
using Hotpatch;

namespace Shop
{
    /// <summary>A struct.</summary>
    public struct Money
    {
        /// <summary>The amount.</summary>
        public decimal Amount;

        /// <summary>Adds to it.</summary>
        [Patchable] public void Add(decimal amount) { Amount += amount; }

        /// <summary>None.</summary>
        [Patchable] public static Money Zero() { return default(Money); }
    }

    /// <summary>A readonly struct.</summary>
    public readonly struct Point
    {
        /// <summary>Where it is.</summary>
        public readonly int X;

        /// <summary>Makes one.</summary>
        [Patchable] public Point(int x) { X = x; }

        /// <summary>How far it is.</summary>
        [Patchable] public int Distance() { return X; }
    }

    /// <summary>A ref struct.</summary>
    public ref struct Window
    {
        /// <summary>What it shows.</summary>
        public Span<int> Items;

        /// <summary>How many.</summary>
        [Patchable] public int Count() { return Items.Length; }

        /// <summary>A part of it.</summary>
        [Patchable] public static Window Of(Span<int> items) { return new Window { Items = items }; }

        /// <summary>Itself.</summary>
        [Patchable] public Span<int> Get() { return Items; }
    }
}
