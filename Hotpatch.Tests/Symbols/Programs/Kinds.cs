#nullable enable
using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;

[assembly: Hotpatch.Patchable]

/// <summary>Bodies with much to see for a debugger. All methods are patchable.</summary>
public class Kinds<T>
    where T : notnull
{
    private readonly Dictionary<T, int> _counts = [];

    public event EventHandler? Changed
    {
        add
        {
            var known = value;
            _handler += known;
        }

        remove => _handler -= value;
    }

    private EventHandler? _handler;

    public int this[T key]
    {
        get
        {
            const int Missing = -1;
            return _counts.TryGetValue(key, out var count) ? count : Missing;
        }

        set
        {
            if (value < 0)
                throw new ArgumentOutOfRangeException(nameof(value));

            _counts[key] = value;
        }
    }

    public async Task<int> Sum(IAsyncEnumerable<int> numbers)
    {
        var sum = 0;
        await foreach (var number in numbers)
        {
            try
            {
                var twice = number * 2;
                await Task.Yield();
                sum += twice;
            }
            catch (OverflowException exception) when (exception.Message.Length > 0)
            {
                await Task.Delay(1);
            }
            finally
            {
                await Task.Yield();
            }
        }

        return sum;
    }

    public async IAsyncEnumerable<TOther> Convert<TOther>(IEnumerable<T> items, Func<T, TOther> convert)
    {
        foreach (var item in items)
        {
            var converted = convert(item);
            yield return converted;
            await Task.Yield();
        }
    }

    public IEnumerable<(T Key, int Count)> Ordered()
    {
        foreach (var (key, count) in _counts.OrderBy(pair => pair.Value))
        {
            if (count == 0)
                yield break;

            yield return (key, count);
        }
    }

    public async void Fire(object sender)
    {
        await Task.Yield();
        _handler?.Invoke(sender, EventArgs.Empty);
    }
}

public static class Plain
{
    public static int Closures(int start)
    {
        var total = start;
        for (var i = 0; i < 3; i++)
        {
            var captured = i;
            Func<int, int> add = value =>
            {
                var sum = value + captured;
                total += sum;
                return sum;
            };
            Local(add(i));
        }

        return total;

        void Local(int value)
        {
            var twice = value * 2;
            total += twice;
        }
    }

    public static string Switch(object? value)
    {
        switch (value)
        {
            case int number when number > 3:
                var text = number.ToString();
                return text;
            case string { Length: > 2 } long_:
                return long_;
            default:
                return value is null ? "null" : "other";
        }
    }

    public static unsafe int Pinned(ReadOnlySpan<byte> bytes)
    {
        var sum = 0;
        fixed (byte* first = bytes)
        {
            for (var i = 0; i < bytes.Length; i++)
                sum += first[i];
        }

        return sum;
    }

    public static bool TryRead(in string text, ref int count, out decimal value)
    {
        lock (text)
        {
            count++;
            return decimal.TryParse(text, out value);
        }
    }

    [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Drained)]
    public static async ValueTask<int> Waited(int value)
    {
        var twice = value * 2;
        await Task.Yield();
        return twice;
    }

    [Hotpatch.Patchable(Consistency = Hotpatch.Consistency.Exclusive)]
    public static int Alone(int value)
    {
        using var stream = new System.IO.MemoryStream();
        stream.WriteByte((byte)value);
        return (int)stream.Length;
    }
}

public struct Point
{
    public int X;

    public Point(int x)
    {
        var checkedX = Math.Abs(x);
        X = checkedX;
    }

    public void Move(int by)
    {
        var next = X + by;
        X = next;
    }

    public static Point operator +(Point left, Point right)
    {
        var sum = left.X + right.X;
        return new Point(sum);
    }
}

public interface IReader
{
    int Read(string text)
    {
        var length = text.Length;
        return length;
    }
}
