// C# 7.3
using System;
using System.Collections.Generic;
using Hotpatch;

namespace Shop
{
    /// <summary>Documented.</summary>
    public class Documented
    {
        /// <summary>Quotes <paramref name="quantity"/> at <see cref="Price"/>.</summary>
        /// <param name="quantity">How many; see <see cref="List{T}"/>.</param>
        /// <returns>The price &lt; 3.</returns>
        /// <remarks>
        /// Never less than <c>0</c>.
        /// <code>
        /// if (x)
        ///     Quote(1);
        /// </code>
        /// </remarks>
        /// <exception cref="InvalidOperationException">Never.</exception>
        [Patchable] public decimal Quote(int quantity) { return quantity * Price; }

        /// <summary>
        /// Reads into <paramref name="value"/> what <typeparamref name="T"/> has.
        /// </summary>
        /// <typeparam name="T">What to read.</typeparam>
        /// <param name="text">The text for <paramref name="value"/>.</param>
        /// <param name="value">
        /// The value.
        /// </param>
        /// <returns>Whether it could.</returns>
        [Patchable] public static bool TryRead<T>(string text, out T value) where T : struct { value = default(T); return false; }

        /// <summary>The price.</summary>
        /// <value>In whole units.</value>
        [Patchable] public decimal Price { get; set; }

        /// <inheritdoc/>
        [Patchable] public override string ToString() { return ""; }
    }
}
