namespace Fixtures
{
    using System;
    using System.Collections.Generic;
    using System.Globalization;
    using System.Linq;
    using System.Text;
    using System.Threading;

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

    /// <summary>Calls of members of every kind. Each method says what it got.</summary>
    public static partial class Shapes
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

        public static string Outs() => Say(int.TryParse("42", out var number), number, int.TryParse("x", out var none), none, int.TryParse("7".AsSpan(), NumberStyles.None, CultureInfo.InvariantCulture, out var seven), seven);

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

        public static string Money()
        {
            decimal total = 3;
            total *= 2;
            return Say(total, (int)(total * 1.5m));
        }

        public static string Arrays()
        {
            int[] numbers = [3, 1, 2];
            Array.Sort(numbers);
            var pair = new KeyValuePair<string, int>("k", Array.IndexOf(numbers, 2));
            return Say(numbers[0], pair.Key, pair.Value, numbers.Length);
        }

        public static string Time(TimeSpan span) => Say(span.TotalHours, new TimeSpan(1, 0, 0).TotalHours);

        public static string[] All() =>
        [
            StaticAndStruct(), InPlace(), Lists(), AllGenerics(), Outs(), Constrained(), Delegates(), NullReceivers(), Disposing(), Iterators(), Async(), Texts(), References(),
            Creating(), Throwing(), Bases(), Expressions(), Nullables(), Money(), Events(), Arrays(), Loop(), Time(TimeSpan.FromDays(1)),
        ];
    }
}
