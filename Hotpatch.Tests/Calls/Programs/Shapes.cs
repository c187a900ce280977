using System;
using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Linq.Expressions;
using System.Net.Http;
using System.Text;
using System.Text.Json;
using System.Threading;
using System.Threading.Tasks;
using Hotpatch;

[assembly: PatchableCalls(typeof(DateTime), nameof(DateTime.Parse), nameof(DateTime.AddDays), nameof(DateTime.Year), "op_Addition", ".ctor", nameof(DateTime.UtcNow), nameof(DateTime.ToString))]
[assembly: PatchableCalls(typeof(List<>), nameof(List<int>.Add), "Item", nameof(List<int>.Count), ".ctor", nameof(List<int>.ConvertAll))]
[assembly: PatchableCalls(typeof(List<>.Enumerator), "MoveNext", "Current")]
[assembly: PatchableCalls(typeof(StringBuilder))]
[assembly: PatchableCalls(typeof(int), nameof(int.TryParse), nameof(int.CompareTo), nameof(int.Parse))]
[assembly: PatchableCalls(typeof(object), "ToString", "GetHashCode", "Equals")]
[assembly: PatchableCalls(typeof(IComparable<>), nameof(IComparable<int>.CompareTo))]
[assembly: PatchableCalls(typeof(IDisposable))]
[assembly: PatchableCalls(typeof(Enumerable), nameof(Enumerable.Select), nameof(Enumerable.ToArray), nameof(Enumerable.Sum))]
[assembly: PatchableCalls(typeof(Activator), "CreateInstance")]
[assembly: PatchableCalls(typeof(Enum), "Parse")]
[assembly: PatchableCalls(typeof(Dictionary<,>), "TryGetValue", "set_Item", "get_Item", ".ctor")]
[assembly: PatchableCalls(typeof(Span<>), "Slice", "Item", "Length", "Fill", "op_Implicit", ".ctor")]
[assembly: PatchableCalls(typeof(MemoryExtensions), nameof(MemoryExtensions.AsSpan))]
[assembly: PatchableCalls(typeof(decimal), "op_Multiply", "op_Implicit", "op_Explicit", ".ctor")]
[assembly: PatchableCalls(typeof(string), "Concat", "Join", "Length", "Chars", "Equals", "op_Equality", ".ctor", "Contains")]
[assembly: PatchableCalls(typeof(Task), nameof(Task.Delay), nameof(Task.FromResult), "Run")]
[assembly: PatchableCalls(typeof(Nullable<>), "Value", "HasValue", "GetValueOrDefault", ".ctor")]
[assembly: PatchableCalls(typeof(Lazy<>), ".ctor", "Value")]
[assembly: PatchableCalls(typeof(Exception), ".ctor", "Message")]
[assembly: PatchableCalls(typeof(InvalidOperationException))]
[assembly: PatchableCalls(typeof(IEnumerator<>), "Current")]
[assembly: PatchableCalls(typeof(System.Collections.IEnumerator), "MoveNext")]
[assembly: PatchableCalls(typeof(IEnumerable<>), "GetEnumerator")]
[assembly: PatchableCalls(typeof(Interlocked), "Increment", "Exchange")]
[assembly: PatchableCalls(typeof(CultureInfo), "InvariantCulture")]
[assembly: PatchableCalls(typeof(MemoryStream), ".ctor", "ToArray")]
[assembly: PatchableCalls(typeof(Stream), "WriteByte", "Write", "Length", "ReadAsync")]
[assembly: PatchableCalls(typeof(Func<,>), "Invoke")]
[assembly: PatchableCalls(typeof(AppDomain), "ProcessExit", "CurrentDomain")]
[assembly: PatchableCalls(typeof(Math), "Max", "Abs")]
[assembly: PatchableCalls(typeof(Array), "Sort", "IndexOf", "Length")]
[assembly: PatchableCalls(typeof(KeyValuePair<,>), "Key", "Value", ".ctor")]
[assembly: PatchableCalls(typeof(Guid), ".ctor", "ToString", "Equals")]
[assembly: PatchableCalls(typeof(TimeSpan), "FromDays", "TotalHours", ".ctor")]

namespace Fixtures;

public enum Colour { Red, Green }

public struct Metre : IComparable<Metre>
{
    public int Value;
    public int Asked;
    public int CompareTo(Metre other) { Asked++; return Value.CompareTo(other.Value); }
}

public sealed class Resource : IDisposable
{
    public static int Disposed;
    public void Dispose() => Disposed++;
}

public class Derived
{
    public override string ToString() => "derived of " + (base.ToString() is { } text ? text.Length : 0);
    public string Own() => ToString();
}

public class Failure(string text) : InvalidOperationException(text + "!");

/// <summary>Calls of every shape. Each method says what it got.</summary>
public static class Shapes
{
    private static string Say(params object?[] parts) => string.Join(", ", parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    public static string StaticAndStruct()
    {
        var day = DateTime.Parse("2024-02-28", CultureInfo.InvariantCulture);
        return Say(day.AddDays(1).Year, (day + TimeSpan.FromDays(2)).Day, new DateTime(2020, 1, 2).Year, DateTime.UtcNow > day);
    }

    public static string InPlace()
    {
        DateTime day;
        day = new DateTime(2021, 3, 4);
        var array = new DateTime[2];
        array[1] = new DateTime(2022, 5, 6);
        Holder.Day = new DateTime(2023, 7, 8);
        decimal money = new(5, 0, 0, false, 1);
        Span<int> span = new(new[] { 1, 2, 3 }, 1, 2);
        int? maybe = new int?(4);
        return Say(day.Year, array[1].Year, Holder.Day.Year, money, span[0], maybe);
    }

    private static class Holder { public static DateTime Day; }

    public static string Lists()
    {
        var list = new List<int> { 1, 2, 3 };
        list[0] = 9;
        var texts = new List<string>(4) { "a" };
        var sum = 0;
        foreach (var item in list)
            sum += item;

        return Say(list.Count, list[0], texts[0], sum, string.Join("", list.ConvertAll(x => x.ToString(CultureInfo.InvariantCulture))));
    }

    public static string Generics<T>(T value)
    {
        var list = new List<T> { value };
        var map = new Dictionary<string, T>();
        map["k"] = value;
        return Say(list.Count, map.TryGetValue("k", out var found), found, map["k"]!.ToString(), list[0]!.Equals(value));
    }

    public static string AllGenerics() => Say(Generics(5), Generics("text"), Generics(Colour.Green), Generics(1.5m), Generics<object>("o"));

    public static string Outs() => Say(int.TryParse("42", out var number), number, int.TryParse("x", out var none), none, int.TryParse("7".AsSpan(), NumberStyles.None, CultureInfo.InvariantCulture, out var seven), seven);

    public static string Constrained()
    {
        var metre = new Metre { Value = 3 };
        var other = Compare(ref metre, new Metre { Value = 2 });
        var colour = Colour.Red;
        return Say(other, metre.Asked, colour.ToString(), Text(colour), Text(7), Text("s"), Hash(5), Compare2("a", "b"), new { A = 1 }.ToString());
    }

    private static int Compare<T>(ref T left, T right) where T : IComparable<T> => left.CompareTo(right);
    private static int Compare2<T>(T left, T right) where T : IComparable<T> => left.CompareTo(right);
    private static string Text<T>(T value) => value!.ToString()!;
    private static int Hash<T>(T value) where T : struct => value.GetHashCode();

    public static string Delegates()
    {
        var days = new[] { "2020-01-01", "2021-01-01" }.Select(DateTime.Parse).Select(day => day.Year).ToArray();
        var list = new List<int>();
        Action<int> add = list.Add;
        add(4);
        add += list.Add;
        add(5);
        object o = "boxed";
        Func<string> text = o.ToString!;
        Func<object, bool> equal = "boxed".Equals;
        var when = new DateTime(2024, 1, 1);
        Func<double, DateTime> later = when.AddDays;
        Func<int, int> compare = 5.CompareTo;
        IComparable<int> comparable = 6;
        Func<int, int> viaInterface = comparable.CompareTo;
        Func<int, int> square = x => x * x;
        Func<int, int> again = square.Invoke;
        return Say(days.Sum(), list.Count, text(), equal("boxed"), later(1).Day, compare(4), viaInterface(7), again(3));
    }

    public static string NullReceivers()
    {
        string? nothing = null;
        object? none = null;
        return Say(Try(() => { Func<string?> text = none!.ToString; return text(); }), Try(() => nothing!.Length), Try(() => none!.GetHashCode()));
    }

    private static string Try<T>(Func<T> action)
    {
        try
        {
            return action()?.ToString() ?? "null";
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
    }

    public static string Disposing()
    {
        Resource.Disposed = 0;
        using (new Resource())
        {
        }

        using (IDisposable resource = new Resource())
            Resource.Disposed += 10;

        return Say(Resource.Disposed);
    }

    public static string Iterators() => string.Join("|", Numbers(3)) + Say(Numbers(4).Sum());

    private static IEnumerable<int> Numbers(int count)
    {
        for (var i = 0; i < count; i++)
            yield return Math.Max(i, Math.Abs(-i));
    }

    public static string Async() => AsyncCore().GetAwaiter().GetResult();

    private static async Task<string> AsyncCore()
    {
        await Task.Delay(1);
        var value = await Task.FromResult(21);
        using var stream = new MemoryStream();
        stream.WriteByte(7);
        stream.Write(new byte[] { 1, 2 }, 0, 2);
        var inner = await Task.Run(async () => { await Task.Delay(1); return stream.Length; });
        return Say(value, inner, stream.ToArray().Length);
    }

    public static string Texts()
    {
        var builder = new StringBuilder("a");
        builder.Append(1).Append('c').Append("d").AppendLine().Insert(0, "x");
        builder.Length--;
        var name = "n" + builder.Length + builder[0];
        return Say(name, $"{name}-{builder.Length}", new string('z', 3), name == "n6x", name.Contains("6", StringComparison.Ordinal), name.Length, name[0]);
    }

    public static string References()
    {
        var count = 1;
        var text = "old";
        Interlocked.Increment(ref count);
        var before = Interlocked.Exchange(ref text, "new");
        Span<int> span = stackalloc int[4];
        span.Fill(3);
        span[1] = 5;
        ref var slot = ref span[2];
        slot++;
        ReadOnlySpan<int> read = span;
        return Say(count, before, text, span.Slice(1)[0], slot, read.Length, "abc".AsSpan(1).Length);
    }

    public static string Creating() => Say(Activator.CreateInstance<List<int>>().Count, Activator.CreateInstance(typeof(Resource))!.GetType().Name, Enum.Parse<Colour>("Green"), new Lazy<int>(() => 5).Value, new Guid("11111111-2222-3333-4444-555555555555"));

    public static string Throwing()
    {
        try
        {
            throw new InvalidOperationException("inner");
        }
        catch (InvalidOperationException exception) when (exception.Message == "inner")
        {
            try
            {
                throw new Failure("outer");
            }
            catch (Exception outer)
            {
                return outer.Message;
            }
        }
    }

    public static string Bases() => Say(new Derived().ToString(), new Derived().Own());

    public static string Expressions()
    {
        Expression<Func<string, int>> length = text => text.Length;
        return Say(length.Compile()("four"));
    }

    public static string Nullables()
    {
        int? some = 5, none = null;
        return Say(some.Value, some.HasValue, none.HasValue, none.GetValueOrDefault(), some ?? 0, some!.ToString(), none.ToString(), none.GetHashCode());
    }

    public static string Money()
    {
        decimal total = 3;
        total *= 2;
        return Say(total, (int)(total * 1.5m));
    }

    public static string Events()
    {
        EventHandler handler = (_, _) => { };
        AppDomain.CurrentDomain.ProcessExit += handler;
        AppDomain.CurrentDomain.ProcessExit -= handler;
        return "subscribed";
    }

    public static string Arrays()
    {
        int[] numbers = [3, 1, 2];
        Array.Sort(numbers);
        var pair = new KeyValuePair<string, int>("k", Array.IndexOf(numbers, 2));
        return Say(numbers[0], pair.Key, pair.Value, numbers.Length);
    }

    public static string Loop()
    {
        var total = 0;
        for (var i = 0; i < 300; i++)
        {
            var day = new DateTime(2000 + (i % 20), 1, 1);
            total += day.Year % 7;
            if (total > 1_000_000)
                break;
        }

        return Say(total);
    }

    public static string Time(TimeSpan span) => Say(span.TotalHours, new TimeSpan(1, 0, 0).TotalHours);

    public static string[] All() =>
    [
        StaticAndStruct(), InPlace(), Lists(), AllGenerics(), Outs(), Constrained(), Delegates(), NullReceivers(), Disposing(), Iterators(), Async(), Texts(), References(),
        Creating(), Throwing(), Bases(), Expressions(), Nullables(), Money(), Events(), Arrays(), Loop(), Time(TimeSpan.FromDays(1)),
    ];
}
