// C# 7.3
using Hotpatch;

namespace Shop
{
    /// <summary>Prices.</summary>
    public class PriceService
    {
        /// <summary>What one costs.</summary>
        public decimal UnitPrice = 3m;

        /// <summary>Takes a tenth off.</summary>
        [Patchable] public static decimal Discount(decimal total) { return total * 0.9m; }

        /// <summary>What some cost.</summary>
        [Patchable] public decimal Quote(int quantity) { return quantity * UnitPrice; }

        /// <summary>Reads a price.</summary>
        [Patchable] public bool TryRead(string text, out decimal price) { return decimal.TryParse(text, out price); }

        /// <summary>Does nothing.</summary>
        [Patchable] public void Refresh() { }

        /// <summary>For derived classes.</summary>
        [Patchable] protected virtual void OnChanged(object sender) { }

        [Patchable] internal int Count() { return 1; }

        [Patchable] private int Secret(string text) { return text.Length; }

        /// <summary>Not patchable.</summary>
        public int Plain() { return Secret("") + Count(); }
    }
}
