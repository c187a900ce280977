namespace Workload;

/// <summary>What compilers turn inside out and a decompiler has to turn back.</summary>
public static class Features
{
    public record Shape(string Name, double Area = 1)
    {
        public required int Sides { get; init; }
    }

    public struct Shapes : IEquatable<Shapes>
    {
        private int _count;

        public int Count { readonly get => _count; set => _count = value is > 0 and < 10 ? value : throw new ArgumentOutOfRangeException(nameof(value)); }

        public readonly bool Equals(Shapes other) => other._count == _count;

        public override readonly bool Equals(object? other) => other is Shapes shapes && Equals(shapes);

        public override readonly int GetHashCode() => _count;

        public static Shapes operator checked ++(Shapes shapes) => new() { _count = checked(shapes._count + 1) };

        public static Shapes operator ++(Shapes shapes) => new() { _count = shapes._count + 1 };
    }

    public static event Action<string>? Happened;

    public static async Task<int> Wait(IAsyncEnumerable<int> numbers, Func<int, Task> each)
    {
        var sum = 0;
        await foreach (var number in numbers)
        {
            try
            {
                await each(number).ConfigureAwait(false);
                sum += number;
            }
            catch (InvalidOperationException exception) when (exception.Message.Length > sum)
            {
                await Task.Yield();
            }
            finally
            {
                await Task.Delay(0);
            }
        }

        return sum;
    }

    public static IEnumerable<(int Index, string Text)> Lines(string text)
    {
        using var reader = new StringReader(text);
        for (var index = 0; reader.ReadLine() is { Length: > 0 } line; index++)
            yield return (index, line);
    }

    public static string Match(object? value)
        => value switch
        {
            null => "nothing",
            int and (< 0 or > 100) => "far",
            int number when number % 2 == 0 => $"even {number,4:D}",
            Shape { Name: "square", Area: var area } => area.ToString(CultureInfo.InvariantCulture),
            Shape(var name, > 3) { Sides: 4 } => name,
            int[] and [1, .., 3] => "ends",
            string { Length: 0 } => "",
            "red" or "green" or "blue" or "yellow" or "black" or "white" or "brown" => "colour",
            IEnumerable<char> text => string.Concat(text.Reverse()),
            _ => value.ToString() ?? "?",
        };

    public static Func<int, int> Nest(int outer)
    {
        var count = outer;
        return inner =>
        {
            int Add(int more) => count += inner + more;
            for (var index = 0; index < 3; index++)
            {
                var copy = index;
                Happened?.Invoke($"{copy}");
                if (Add(copy) > 100)
                    return Nest(copy)(copy) is var result and > 5 ? result : -1;
            }

            return count;
        };
    }

    public static unsafe int Pointers(ReadOnlySpan<int> values, ref int target, out long total, in decimal scale)
    {
        total = 0;
        fixed (int* start = values)
        {
            for (var pointer = start; pointer < start + values.Length; pointer++)
                total += *pointer;
        }

        Span<byte> buffer = stackalloc byte[8];
        buffer[^1] = unchecked((byte)total);
        ref var other = ref target;
        other <<= 2;
        delegate*<int, int> twice = &Twice;
        return twice(other) + buffer[1..].Length + (int)(scale * 1.5m) + sizeof(Shapes);
    }

    public static int Control(string[] words, Dictionary<string, List<int>>? table)
    {
        var result = 0;
        foreach (var word in words)
        {
            switch (word)
            {
                case "one":
                    result++;
                    break;
                case "two":
                    result += 2;
                    goto case "one";
                case "three" when result > 5:
                    continue;
                default:
                    if (table?.TryGetValue(word, out var list) is true && list is not [])
                        result ^= list[^1];

                    break;
            }
        }

        do
        {
            result = result > 0 ? result >> 1 : ~result;
        }
        while (result is > 10 or < -10);

        lock (words)
        {
            var query = from word in words let length = word.Length where length > 2 orderby length descending, word group word by length into groups select new { groups.Key, First = groups.First() };
            return query.ToDictionary(item => item.Key, item => item.First).Count + (table ??= new())["x"]?.Count ?? result;
        }
    }

    public static dynamic Late(dynamic value, params object[] rest) => value.Name + value[rest.Length] + (string)value;

    public static System.Linq.Expressions.Expression<Func<Shape, bool>> Tree(double limit) => shape => shape.Area > limit && shape.Name.Contains('x') || !(shape.Sides == 3);

    private static int Twice(int value) => value * 2;

    public class Pairs<TKey, TValue>(IComparer<TKey> comparer) : SortedDictionary<TKey, TValue>(comparer), IDisposable
        where TKey : notnull, IComparable<TKey>
        where TValue : class?, new()
    {
        private TValue? _last;

        public TValue this[TKey key, bool make] => TryGetValue(key, out var value) || !make ? value ??= new() : _last = new();

        void IDisposable.Dispose() => GC.SuppressFinalize(_last ?? (object)this);
    }
}
