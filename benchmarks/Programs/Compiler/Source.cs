using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Threading.Tasks;

namespace Shop;

public interface IPriced { decimal Price { get; } }

public abstract record Article(string Name, decimal Price) : IPriced
{
    public virtual decimal Tax => Price * 0.19m;
}

public sealed record Book(string Name, decimal Price, string Author) : Article(Name, Price)
{
    public override decimal Tax => Price * 0.07m;
}

public sealed record Gadget(string Name, decimal Price, int Watts) : Article(Name, Price);

public readonly record struct Line(Article Article, int Quantity)
{
    public decimal Total => (Article.Price + Article.Tax) * Quantity;
}

public class Basket
{
    private readonly List<Line> _lines = new();
    private readonly Dictionary<string, int> _counts = new(StringComparer.Ordinal);

    public event EventHandler<Line>? Added;

    public IReadOnlyList<Line> Lines => _lines;

    public decimal Total => _lines.Sum(line => line.Total);

    public void Add(Article article, int quantity = 1)
    {
        ArgumentNullException.ThrowIfNull(article);
        if (quantity <= 0)
            throw new ArgumentOutOfRangeException(nameof(quantity), quantity, $"'{article.Name}' was added {quantity} times.");

        var line = new Line(article, quantity);
        _lines.Add(line);
        _counts[article.Name] = _counts.TryGetValue(article.Name, out var count) ? count + quantity : quantity;
        Added?.Invoke(this, line);
    }

    public IEnumerable<(string Name, int Count)> Ranked()
    {
        foreach (var (name, count) in _counts.OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal))
            yield return (name, count);
    }

    public string Describe() => _lines switch
    {
        [] => "empty",
        [var only] => $"{only.Quantity} of {only.Article.Name}",
        [var first, .., var last] when first.Article == last.Article => $"from {first.Article.Name} to itself",
        [var first, ..] => string.Create(CultureInfo.InvariantCulture, $"{first.Article.Name} and {_lines.Count - 1} more, {Total:0.00} in all"),
    };
}

public static class Checkout
{
    public static async Task<decimal> PayAsync(Basket basket, Func<decimal, Task<bool>> pay)
    {
        var total = basket.Total;
        for (var attempt = 0; attempt < 3; attempt++)
        {
            try
            {
                if (await pay(total).ConfigureAwait(false))
                    return total;
            }
            catch (TimeoutException) when (attempt < 2)
            {
                await Task.Delay(attempt * 10).ConfigureAwait(false);
            }
        }

        return 0m;
    }

    public static T Cheapest<T>(params IEnumerable<T> all) where T : IPriced => all.MinBy(one => one.Price)!;

    public static async IAsyncEnumerable<decimal> PricesAsync(IEnumerable<IPriced> all)
    {
        foreach (var one in all)
        {
            await Task.Yield();
            yield return one.Price;
        }
    }

    public static int Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = 17;
        foreach (ref readonly var one in bytes)
            sum = unchecked((sum * 31) + one);

        return sum;
    }

    public static string Report(object? value) => value switch
    {
        null => "nothing",
        int and > 0 and < 10 => "a few",
        int number => number.ToString(CultureInfo.InvariantCulture),
        Basket { Lines.Count: > 3, Total: var total } => $"a large basket for {total}",
        Basket basket => basket.Describe(),
        Book { Author: "Knuth" or "Dijkstra" } book => $"a classic, {book.Name}",
        Article { Price: <= 1m } article => $"cheap {article.Name}",
        IEnumerable<Article> articles => string.Join(", ", from article in articles where article.Price > 2m orderby article.Name select article.Name),
        _ => value.ToString() ?? string.Empty,
    };
}
