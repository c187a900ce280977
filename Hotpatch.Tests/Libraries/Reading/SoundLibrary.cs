using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Hotpatch.Tests.Libraries.Reading;

/// <summary>A library with something in every table and every part of a file that an assembly can have: what the damaged ones are made of.</summary>
internal static class SoundLibrary
{
    private const string Source =
        """
        using System;
        using System.Collections.Generic;
        using System.ComponentModel;
        using System.Diagnostics.Tracing;
        using System.Runtime.CompilerServices;
        using System.Runtime.InteropServices;
        using System.Threading.Tasks;
        using Hotpatch;

        [assembly: System.Reflection.AssemblyVersion("1.2.3.4")]
        [assembly: System.Reflection.AssemblyMetadata("key", "value")]

        namespace Sound
        {
            public enum Shape : byte { Round, Square = 200 }

            [AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
            public sealed class NoteAttribute : Attribute
            {
                public NoteAttribute(object value) { }
                public NoteAttribute(string text, Type type, int[] numbers, params object[] rest) { }
                public Shape Shape { get; set; }
                public EventKeywords Keywords;
                public Type[] Types;
                public string Text { get; set; }
            }

            public delegate ref readonly T Pick<in TKey, T>(TKey key, ref T first, out int index);
            public interface IBase { event EventHandler Changed; int this[int index] { get; set; } }
            public interface IDerived<out T> : IBase where T : class { static abstract T Make(); T Value { get; } }

            [Note(new object[] { 1, "two", typeof(List<int>), Shape.Square }, Shape = Shape.Square, Keywords = EventKeywords.AuditFailure)]
            public abstract class Animal<T> : IBase, IComparable<Animal<T>> where T : struct, IComparable<T>
            {
                protected T[,] grid = new T[2, 2];
                private readonly List<T> _items = [];
                public const string Name = "animal";
                public const long Big = long.MaxValue;
                public const double Third = 1.0 / 3;
                public event EventHandler Changed;
                public virtual int this[int index] { get => index; set => Changed?.Invoke(this, EventArgs.Empty); }
                public int CompareTo(Animal<T> other) => _items.Count - other._items.Count;
                public abstract TResult Map<TResult>(Func<T, TResult> map, [DefaultValue(3)] int depth = 3) where TResult : class, new();
                public IEnumerable<T> Each() { foreach (var item in _items) { yield return item; } }
                public class Nest<TInner> where TInner : IComparable<T> { public (T Left, TInner Right) Pair; public class Deeper { public TInner Field; } }
            }

            [StructLayout(LayoutKind.Explicit, Size = 32, Pack = 4)]
            public unsafe struct Overlay
            {
                [FieldOffset(0)] public long Whole;
                [FieldOffset(0)] public int Low;
                [FieldOffset(4)] public int High;
                [FieldOffset(8)] public fixed byte Bytes[16];
                [FieldOffset(24)] public delegate* unmanaged[Cdecl]<int, void*, long> Call;
            }

            public static unsafe class Native
            {
                [DllImport("libc", EntryPoint = "getpid", SetLastError = true)] public static extern int GetPid();
                [DllImport("c", CharSet = CharSet.Unicode)] public static extern int Write([MarshalAs(UnmanagedType.LPWStr)] string text, [In, Out] byte[] data);
                public static long Through(delegate* managed<ref int, long> call, ref int value) => call(ref value);
            }

            public static class Code
            {
                private static readonly int[] Table = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8];
                public static ReadOnlySpan<byte> Text => "some bytes in the file"u8;

                public static string Switch(int value)
                {
                    switch (value)
                    {
                        case 0: return "zero"; case 1: return "one"; case 2: return "two"; case 3: return "three"; case 4: return "four";
                        case 7: return "seven"; case 8: return $"eight {value:X}"; default: throw new ArgumentOutOfRangeException(nameof(value));
                    }
                }

                public static int Guarded(string text)
                {
                    var total = 0;
                    try
                    {
                        try { total += int.Parse(text); }
                        catch (FormatException exception) when (exception.Message.Length > 3) { total = -1; }
                        catch (OverflowException) { total = -2; }
                    }
                    finally { total++; }

                    for (var index = 0; index < Table.Length; index++) { if (Table[index] > 4) { total ^= Table[index] << 2; } else if (text == "x") { break; } }
                    return total;
                }

                public static async Task<int> Later(int value) { await Task.Yield(); return await Task.FromResult(value) + 1; }
                public static T Generic<T, U>(T first, U second) where T : IComparable<T> where U : List<T> => second.Contains(first) ? first : second[0];
                public static object Boxes(Overlay overlay, in DateTime when) => (overlay.Whole, when, new[] { 1.5, 2.5 }, typeof(Dictionary<,>), (Func<int>)(() => (int)overlay.Whole));
                public static unsafe int Pointers(int* start, int count) { var sum = 0; fixed (byte* bytes = Text) for (var i = 0; i < count; i++) sum += start[i] + bytes[i]; return sum; }
            }

            public record Point(int X, int Y) { public static Point operator +(Point left, Point right) => new(left.X + right.X, left.Y + right.Y); }
        }

        namespace Patches
        {
            [Patch("Fixtures.Calculator", Owner = "tests", Priority = 3)]
            public static class Adding
            {
                public static int Add(int a, int b) => a * b;
            }

            public static class Others
            {
                [Patch("Fixtures.Calculator.Add", Required = true)]
                public static int Layer(Func<int, int, int> next, int a, int b) => next(a, b) + 1;

                [Patch("Shop.PriceService.Item", Required = false)]
                [Sound.Note("text", typeof(Sound.Code), new[] { 1, 2, 3 }, 'c', null, 1.5f, new[] { "a", null }, Types = new[] { typeof(int), typeof(Sound.Point) })]
                public static ref int Item(int[] items, int index) => ref items[index];
            }
        }
        """;

    private static readonly Lazy<byte[]> Compilation = new(Compile);

    /// <summary>The bytes of the library; not to be changed.</summary>
    public static byte[] Bytes => Compilation.Value;

    /// <summary>A copy, to be changed.</summary>
    public static byte[] Copy() => [.. Bytes];

    private static byte[] Compile()
    {
        var framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        var references = Directory.EnumerateFiles(framework, "System*.dll")
            .Append(typeof(Patchable).Assembly.Location)
            .Where(IsManaged)
            .Select(path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create(
            "SoundLibrary",
            [CSharpSyntaxTree.ParseText(Source, new CSharpParseOptions(LanguageVersion.Preview))],
            references,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true, optimizationLevel: OptimizationLevel.Release, deterministic: true));
        using var output = new MemoryStream();
        var result = compilation.Emit(
            output,
            manifestResources: [new ResourceDescription("Sound.resource.txt", () => new MemoryStream("a resource of the library"u8.ToArray()), isPublic: true)]);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error).ToImmutableArray();
        return errors.IsEmpty ? output.ToArray() : throw new InvalidOperationException(string.Join(Environment.NewLine, errors));
    }

    private static bool IsManaged(string path)
    {
        using var image = new System.Reflection.PortableExecutable.PEReader(File.OpenRead(path));
        return image.HasMetadata;
    }
}
