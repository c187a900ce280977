using System.Globalization;

namespace Hotpatch.Benchmarks.Builds.Projects;

/// <summary>The C# files of the projects: classes with ten methods of some lines, which call the class of the next file.</summary>
internal static class SourceFile
{
    /// <summary>The number of methods of a file.</summary>
    public const int Methods = 10;

    /// <summary>The attribute and the namespace that make a method patchable.</summary>
    public const string Mark = "[Hotpatch.Patchable]";

    private const string Template =
        """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Text;
        using System.Threading.Tasks;

        namespace Shop.Area#;

        /// <summary>Keeps the orders of an area.</summary>
        public class Orders#
        {
            private readonly Dictionary<string, decimal> _prices = new(StringComparer.Ordinal);
            private readonly List<string> _log = new();

            /// <summary>Adds up an order.</summary>
            [Mark]
            public decimal Total(IReadOnlyList<int> quantities, string article, int limit)
            {
                var total = 0m;
                foreach (var quantity in quantities)
                {
                    if (quantity < 0)
                        throw new ArgumentOutOfRangeException(nameof(quantities), quantity, "A quantity is below zero.");

                    total += Math.Min((long)quantity, limit) * PriceOf(article);
                }

                return total;
            }

            [Mark]
            public decimal PriceOf(string article)
            {
                if (_prices.TryGetValue(article, out var price))
                    return price;

                _log.Add($"no price for {article}");
                return article.Length * 1.5m;
            }

            [Mark]
            public string Describe(string article, int quantity)
            {
                var text = new StringBuilder();
                text.Append(article).Append(": ").Append(quantity.ToString(CultureInfo.InvariantCulture));
                if (quantity > 10)
                    text.Append(" (many)");

                return text.ToString();
            }

            [Mark]
            public IReadOnlyList<string> Dear(decimal limit)
            {
                return _prices
                    .Where(pair => pair.Value > limit)
                    .OrderByDescending(pair => pair.Value)
                    .Select(pair => pair.Key)
                    .ToList();
            }

            [Mark]
            public static int Parse(string text)
            {
                var parts = text.Split(';', StringSplitOptions.RemoveEmptyEntries);
                var sum = 0;
                for (var i = 0; i < parts.Length; i++)
                    sum += int.TryParse(parts[i], NumberStyles.Integer, CultureInfo.InvariantCulture, out var number) ? number : i;

                return sum;
            }

            [Mark]
            public async Task<int> ImportAsync(IEnumerable<string> lines)
            {
                var count = 0;
                foreach (var line in lines)
                {
                    await Task.Yield();
                    count += Parse(line);
                }

                return count;
            }

            [Mark]
            public bool TryRename(string from, string to, out decimal price)
            {
                if (!_prices.Remove(from, out price))
                    return false;

                _prices[to] = price;
                _log.Add(from + " is now " + to);
                return true;
            }

            [Mark]
            public T Pick<T>(IReadOnlyList<T> items, Func<T, int> weight)
            {
                var best = items[0];
                foreach (var item in items)
                    best = weight(item) > weight(best) ? item : best;

                return best;
            }

            [Mark]
            public DateTime Due(DateTime ordered, int days)
            {
                var due = ordered.AddDays(days);
                while (due.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday)
                    due = due.AddDays(1);

                return due;
            }

            [Mark]
            private int Compare(string left, string right)
            {
                var byPrice = PriceOf(left).CompareTo(new Area~.Orders~().PriceOf(right));
                return byPrice != 0 ? byPrice : string.CompareOrdinal(left, right);
            }
        }

        """;

    /// <summary>Returns the text of a file.</summary>
    /// <param name="number">The number of the file.</param>
    /// <param name="files">The number of files.</param>
    /// <param name="mark">What stands before each method.</param>
    public static string Text(int number, int files, string mark)
        => Template
            .Replace("[Mark]", mark, StringComparison.Ordinal)
            .Replace("#", number.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
            .Replace("~", ((number + 1) % files).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);

    /// <summary>Returns the text of a file in which the last method has no mark.</summary>
    public static string WithoutLastMark(string text) => text.Remove(text.LastIndexOf(Mark, StringComparison.Ordinal), Mark.Length);
}
