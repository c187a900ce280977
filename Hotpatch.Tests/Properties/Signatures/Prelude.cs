namespace Hotpatch.Tests.Properties.Signatures;

/// <summary>What generated source builds on: types to make signatures of, and <c>V</c>, which makes values and shows them.</summary>
internal static class Prelude
{
    public const string Usings =
        """
        using System;
        using System.Collections.Generic;
        using System.Globalization;
        using System.Linq;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using Hotpatch;


        """;

    public static string Text { get; } = Usings +
        """
        public enum Small : byte { A, B, C }
        public enum Large : long { None }
        public record struct Mixed(int Number, string Text, double Real);
        public record Thing(int Number);
        public delegate int RefIntFunc(ref int value);
        public ref struct View(Span<int> span, int number) { public Span<int> Span = span; public string Show() => V.Join<int>(Span.ToArray(), x => V.S(x)) + ":" + number; }

        public partial class C { }
        public partial class Instance(int state) { public int State = state; }
        public partial struct Struct(int state) { public int State = state; }
        public readonly partial struct ReadonlyStruct(int state) { public readonly int State = state; }
        public ref partial struct RefStruct { public int State; public Span<int> Span; public RefStruct(int state) { State = state; Span = new int[1]; } }
        public partial interface Interface { int State { get; } }
        public partial class Generic<TItem>(int state) { public int State = state; public TItem Value = default!; }
        public partial struct GenericStruct<TItem>(int state) { public int State = state; public TItem Value = default!; }
        public class Implementation(int state) : Interface { public int State { get; } = state; }

        public static unsafe class V
        {
            public static readonly List<string> Seen = new();
            public static string TakeSeen() { var seen = string.Join("&", Seen); Seen.Clear(); return seen; }
            public static int Hash(string text) { var hash = 17; foreach (var c in text) hash = (hash * 31 + c) & 0xfffff; return hash; }
            public static string All(params string[] parts) => string.Join("|", parts);
            public static string S(object? value) => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "null";
            public static string N<T>(T? value, Func<T, string> show) where T : struct => value is { } some ? show(some) : "null";
            public static string Join<T>(IEnumerable<T> items, Func<T, string> show) => "[" + string.Join(",", items.Select(show)) + "]";
            public static T Fill<T>(int s) where T : unmanaged { T value = default; var bytes = (byte*)&value; for (var i = 0; i < sizeof(T); i++) bytes[i] = (byte)(s * 7 + i); return value; }
            public static string Bytes<T>(T value) where T : unmanaged => Convert.ToHexString(new ReadOnlySpan<byte>(&value, sizeof(T)));
            public static T Make<T>(int s) => (T)Make(typeof(T), s);
            private static object Make(Type type, int s)
                => type == typeof(int) ? s * 17 : type == typeof(double) ? s / 9d : type == typeof(Thing) ? new Thing(s) : type == typeof(Mixed) ? new Mixed(s, "i" + s, s)
                    : type == typeof(Blob17) ? Fill<Blob17>(s) : "i" + s;
            public static int* Ptr(int s) { var p = (int*)NativeMemory.AllocZeroed(16); *p = s; return p; }
            public static int** PtrPtr(int s) { var p = (int**)NativeMemory.AllocZeroed(16); *p = Ptr(s); return p; }
            public static string Apply(delegate*<int, int> f) => S(f(3));
            public static int Twice(int a) => a * 2;
            public static int Thrice(int a) => a * 3;
            public static RefIntFunc Adder(int s) => (ref int value) => value += s;
            public static string Call(RefIntFunc f) { var a = 1; return S(f(ref a) + a); }
        }


        """
        + string.Concat(TypeGenerator.BlobSizes.Select(size => $"public unsafe struct Blob{size} {{ public fixed byte Data[{size}]; }}\n"));
}
