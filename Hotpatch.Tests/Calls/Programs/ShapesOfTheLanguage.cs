namespace Fixtures
{
    using System;
    using System.Collections.Generic;
    using System.IO;
    using System.Linq;
    using System.Linq.Expressions;
    using System.Threading.Tasks;

    /// <summary>Calls in places where the compiler writes code of its own around them.</summary>
    public static partial class Shapes
    {
        public static string Generics<T>(T value)
        {
            var list = new List<T> { value };
            var map = new Dictionary<string, T>();
            map["k"] = value;
            return Say(list.Count, map.TryGetValue("k", out var found), found, map["k"]!.ToString(), list[0]!.Equals(value));
        }

        public static string AllGenerics() => Say(Generics(5), Generics("text"), Generics(Colour.Green), Generics(1.5m), Generics<object>("o"));

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

        public static string Events()
        {
            EventHandler handler = (_, _) => { };
            AppDomain.CurrentDomain.ProcessExit += handler;
            AppDomain.CurrentDomain.ProcessExit -= handler;
            return "subscribed";
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
    }
}
