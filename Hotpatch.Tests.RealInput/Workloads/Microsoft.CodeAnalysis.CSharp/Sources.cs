namespace Workload;

/// <summary>What is compiled: as many of the language's features as fit.</summary>
public static class Sources
{
    public static (string Name, string Source)[] All { get; } = [("Data", Data), ("Flow", Flow), ("Generic", Generic), ("Async", Async), ("Unsafe", Unsafe), ("Wrong", Wrong)];

    private const string Data =
        """"
        using System;
        using System.Collections.Generic;
        using System.Linq;
        namespace Shop.Data;
        /// <summary>A <see cref="Price"/> with <paramref name="Name"/>.</summary>
        public record Price(string Name, decimal Amount, int Count = 1) : IComparable<Price>
        {
            public int CompareTo(Price? other) => other is null ? 1 : Amount.CompareTo(other.Amount);
            public static Price operator +(Price left, Price right) => left with { Amount = left.Amount + right.Amount };
            public static implicit operator decimal(Price price) => price.Amount * price.Count;
        }
        public readonly record struct Point(int X, int Y) { public void Deconstruct(out int sum) => sum = X + Y; }
        [Flags] public enum Kind : byte { None = 0, A = 1 << 0, B = 1 << 1, All = A | B }
        public class Store<T> where T : notnull, IComparable<T>
        {
            private readonly Dictionary<string, List<T>> _items = new() { ["first"] = [] };
            public required string Name { get; init; }
            public int Count { get => field; private set => field = value < 0 ? 0 : value; }
            public event EventHandler<T>? Added;
            public T? this[string key, int index = 0] => _items.TryGetValue(key, out var list) && list is [.., var last] && index == 0 ? last : default;
            public void Add(string key, params T[] values) { foreach (var value in values) { (_items[key] = _items.GetValueOrDefault(key) ?? []).Add(value); Count++; Added?.Invoke(this, value); } }
            public IEnumerable<(string Key, T Value)> Sorted() => from pair in _items from value in pair.Value let key = pair.Key orderby value descending, key where key.Length > 0 select (key, value);
            public ILookup<int, string> ByLength() => _items.Keys.ToLookup(key => key.Length, key => $"{key,-10}: {key.Length:D3} {(key.Length > 3 ? "long" : "short")}");
        }
        public static class Extensions
        {
            public static string Describe(this Kind kind) => kind switch { Kind.None => "none", Kind.A or Kind.B => nameof(kind), var other when other.HasFlag(Kind.A) => "with A", _ => throw new ArgumentOutOfRangeException(nameof(kind)) };
            extension<T>(IEnumerable<T> source) { public bool IsEmpty => !source.Any(); public T? Second() => source.Skip(1).FirstOrDefault(); }
            public static dynamic Dyn(dynamic value) => value.Length + value[0];
        }
        """";

    private const string Flow =
        """"
        using System;
        using System.Collections.Generic;
        class Flow : IDisposable
        {
            const double Limit = 1.5e3; static readonly int[] Table = { 1, 2, 3 }; volatile int _state; string? _text;
            static Flow() { Table[0] = 5; }
            ~Flow() => Dispose();
            public void Dispose() => GC.SuppressFinalize(this);
            int Loops(int n)
            {
                var total = 0; label:
                for (int i = 0, j = n; i < j; i++, j--) { if (i % 3 == 0) continue; if (total > 1000) break; total += i * j; }
                while (n-- > 0) total ^= n << 2;
                do { total = unchecked(total * 31 + 7); } while (total % 5 != 0 && n++ < 10);
                foreach (ref var item in Table.AsSpan()) item++;
                if (total < 0) goto label;
                return total >>> 1;
            }
            object Patterns(object o)
            {
                switch (o)
                {
                    case int i when i > 5: return i; case string { Length: > 2 and < 9 } s: return s[^1]; case null: goto default; case (int a, int b): return a + b;
                    case int[] and [var first, .. var rest]: return first + rest.Length; case IEnumerable<char> chars: return string.Join(',', chars);
                    default: return o?.ToString() ?? "null";
                }
            }
            int Tries(string text)
            {
                try { return int.Parse(text); }
                catch (FormatException e) when (e.Message.Length > 0) { _text = e.Message; throw; }
                catch (OverflowException) { return -1; }
                finally { lock (this) { _state++; } }
            }
            Func<int, Func<int>> Closures(int seed) { int counter = seed; return step => { int Local(int x) => x + counter; counter = Local(step); return () => { checked { return counter++ * step; } }; }; }
            IEnumerable<int> Numbers(int from) { try { while (true) { if (from > 100) yield break; yield return from++; } } finally { Console.WriteLine(from); } }
            (int Min, int Max) Tuple(params int[] values) { var (min, max) = (int.MaxValue, int.MinValue); foreach (var v in values) (min, max) = (Math.Min(min, v), Math.Max(max, v)); return (min, max); }
            string Interpolated(int a, string? b) { using var d = new Flow(); return $"{a:X4}|{b,10}|{(a > 0 ? b : "none")}" + """raw {a}""" + @"c:\dir" + 'x' + a switch { < 0 => "neg", 0 => "zero", _ => "pos" }; }
        }
        """";

    private const string Generic =
        """"
        using System;
        using System.Collections;
        using System.Collections.Generic;
        using System.Linq.Expressions;
        using System.Numerics;
        interface IShape<out T> where T : INumber<T> { T Area { get; } string Name => typeof(T).Name; static abstract IShape<T> Create(T size); }
        struct Square<T> : IShape<T>, IEquatable<Square<T>> where T : struct, INumber<T>
        {
            T _side; public readonly T Area => _side * _side; public static IShape<T> Create(T size) => new Square<T> { _side = size };
            public readonly bool Equals(Square<T> other) => _side == other._side; public override readonly bool Equals(object? o) => o is Square<T> s && Equals(s); public override readonly int GetHashCode() => 1;
            public static bool operator ==(Square<T> a, Square<T> b) => a.Equals(b); public static bool operator !=(Square<T> a, Square<T> b) => !(a == b);
        }
        delegate TOut Converter<in TIn, out TOut>(TIn value) where TOut : class;
        abstract class Node<TKey, TValue>(TKey key) : IEnumerable<TValue> where TKey : IComparable<TKey> where TValue : new()
        {
            protected TKey Key { get; } = key; public virtual TValue Make() => new(); public abstract IEnumerator<TValue> GetEnumerator(); IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
            public class Inner<T> : Node<TKey, T> where T : class, new() { public Inner(TKey key) : base(key) { } public override IEnumerator<T> GetEnumerator() { yield return Make(); } public sealed override T Make() => base.Make(); }
        }
        static class Use
        {
            static T Max<T>(T a, T b) where T : IComparable<T> => a.CompareTo(b) > 0 ? a : b;
            static T Sum<T>(params ReadOnlySpan<T> values) where T : INumber<T> { var sum = T.Zero; foreach (var value in values) sum += value; return sum; }
            static Expression<Func<int, bool>> Tree(int limit) => x => x > limit && (x & 1) == 0 || new[] { 1, 2 }.Length == x;
            static void All() { var s = Square<double>.Create(2); Console.WriteLine(s.Area + Max(1, 2) + Sum(1, 2, 3)); Converter<object, string> c = o => o.ToString()!; Converter<string, object> d = c; d("x"); var anon = new { A = 1, B = new { C = "x" } }; Console.WriteLine(anon.B.C + default(int?) ?? "n"); }
        }
        """";

    private const string Async =
        """"
        using System;
        using System.Collections.Generic;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Threading;
        using System.Threading.Tasks;
        partial class Work : IAsyncDisposable
        {
            public async Task<int> Run(IEnumerable<Task<int>> tasks, CancellationToken token = default)
            {
                var sum = 0; await using var other = new Work();
                try { foreach (var task in tasks) sum += await task.ConfigureAwait(false); } catch (OperationCanceledException) when (token.IsCancellationRequested) { await Task.Delay(1, token); return -1; } finally { await Task.Yield(); }
                await foreach (var number in Numbers(sum, token)) { if (number > 5) break; sum += number * await Twice(number); }
                var lambda = async (int x) => { await Task.Yield(); return x + sum; };
                return await lambda(3) + (await Task.WhenAll(Enumerable.Range(0, 3).Select(async i => await Twice(i)))).Sum();
            }
            async IAsyncEnumerable<int> Numbers(int count, [EnumeratorCancellation] CancellationToken token) { for (var i = 0; i < count; i++) { await Task.Delay(i, token); yield return i; } }
            static async ValueTask<int> Twice(int x) { async Task<int> Local() { await Task.Yield(); return x; } return await Local() * 2; }
            public ValueTask DisposeAsync() => default; partial void Hook(string name); [Obsolete("no")] async void Fire() { Hook(nameof(Fire)); await Task.CompletedTask; }
        }
        """";

    private const string Unsafe =
        """"
        using System;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        unsafe partial class Raw
        {
            [StructLayout(LayoutKind.Explicit, Size = 16)] struct Overlay { [FieldOffset(0)] public int Int; [FieldOffset(0)] public float Float; [FieldOffset(8)] public fixed byte Bytes[8]; }
            [DllImport("native", EntryPoint = "go", CharSet = CharSet.Unicode, SetLastError = true)] static extern int Go(ref Overlay overlay, string text, delegate* unmanaged[Cdecl]<int, void> callback);
            static int Sum(ReadOnlySpan<int> values) { int total = 0; fixed (int* p = values) for (int* q = p; q < p + values.Length; q++) total += *q; return total; }
            static ref int Find(int[] values, in int wanted) { for (var i = 0; i < values.Length; i++) if (values[i] == wanted) return ref values[i]; throw new InvalidOperationException(); }
            static void Use() { Span<byte> buffer = stackalloc byte[16]; Overlay o = default; o.Float = 1; o.Bytes[3] = (byte)o.Int; delegate*<int, int> f = &Next; buffer[0] = (byte)f(sizeof(Overlay)); ref var r = ref Find([1, 2], 2); r += 5; scoped ref readonly var s = ref r; Console.WriteLine(s + buffer.Length + (nint)(&o)); }
            static int Next(int x) => x + 1; ref struct Holder(ref int target) { ref int _target = ref target; public void Set(int v) => _target = v; } [InlineArray(4)] struct Four { int _first; }
            static int Four4() { Four f = default; f[2] = 7; foreach (var x in f) if (x > 0) return x; return f[..2].Length; } static ReadOnlySpan<byte> Utf8 => "text"u8; [SkipLocalsInit, ModuleInitializer] internal static void Init() { }
        }
        """";

    private const string Wrong =
        """"
        #nullable enable
        #warning careful
        using System; using System.IO; using Missing.Space;
        interface I { void M(); int P { get; set; } } class A : I, B { public int M() => "x"; sealed abstract void N(); override string ToString() => null; int x = y; A(int a) : this(1) { } }
        class B<T> where T : struct, class { T t = null; static void F(ref int a, out int b) { a = undefined; } void G() { F(1, 2); string s = null; s.Length.Foo(); int i; Console.WriteLine(i); return 5; } const int C = G(); }
        class C : C { event int E; int this[] => 1; C operator +(C a) => a; static int Z() { while (true) { } int dead = 1; } async int Q() { await 5; yield return 1; } int Dup() => 1; int Dup() => 2; }
        struct S { S s; int v = 1; } enum E { A = B, B = A, A } class D { void M(object o) { switch (o) { case int i: case string i: break; case int: return; } if (o is not string t) Console.Write(t); var v = null; var w = o => o; lock (5) { } goto nowhere; } }
        record R(int X, int X) { public R() { } } class G<T> { G<int, int> g; List<> l; T M<U>() where U : T, new() => new T(); } #error stop
        class H { void M() { int? n = null; int m = n; byte b = 300; b += 1; checked { b = (byte)500; } foreach (var x in 5) { } using (var u = 1) { } throw "text"; try { } catch (int) { } fixed (int* p = null) { } } unsafe extern void Ex(); [Obs] [Obsolete(1, 2, 3)] void At() => At(1); }
        """";
}
