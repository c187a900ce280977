using System.Globalization;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Hotpatch.Benchmarks.Programs;

/// <summary>Forty orders, written, read back typed and untyped, indented and queried.</summary>
internal static class Work
{
    private static readonly Order[] Orders = [.. Enumerable.Range(0, 40).Select(MakeOrder)];

    /// <summary>Runs it once.</summary>
    /// <returns>A number that all parts go into.</returns>
    public static long Run()
    {
        var text = JsonConvert.SerializeObject(Orders);
        var read = JsonConvert.DeserializeObject<Order[]>(text)!;
        var tree = JToken.Parse(text);
        return text.Length
            + read.Sum(order => order.Lines.Count)
            + tree.ToString(Formatting.Indented).Length
            + tree.SelectTokens("$..Article").Count();
    }

    private static Order MakeOrder(int number)
        => new(
            number,
            $"Order \"{number}\"\n",
            new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc).AddHours(number),
            [.. Enumerable.Range(0, 6).Select(line => new Line($"article {line}", line * number, 1.25m * line, line % 3 == 0 ? null : line % 2 == 0))],
            Enumerable.Range(0, 5).ToDictionary(key => key.ToString(CultureInfo.InvariantCulture), key => (key * 1.5) + number, StringComparer.Ordinal));

    internal sealed record Order(int Number, string Name, DateTime When, List<Line> Lines, Dictionary<string, double> Prices);

    internal sealed record Line(string Article, int Quantity, decimal Price, bool? IsGift);
}
