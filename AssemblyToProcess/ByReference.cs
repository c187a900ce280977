using Hotpatch;

namespace Fixtures;

/// <summary>Signatures that Func and Action cannot have.</summary>
public class ByReference
{
    private int _field = 5;

    [Patchable] public static bool Out(string text, out int value) => int.TryParse(text, out value);

    [Patchable] public static void Ref(ref int value) => value++;

    [Patchable] public static int In(in int value) => value + 1;

    [Patchable] public static int ReadOnlyRef(ref readonly int value) => value + 2;

    [Patchable] public static ref int RefReturn(int[] values, int index) => ref values[index];

    [Patchable] public ref readonly int ReadOnlyRefReturn() => ref _field;

    [Patchable]
    public static int Sum(ReadOnlySpan<int> values)
    {
        var sum = 0;
        foreach (var value in values)
            sum += value;
        return sum;
    }

    [Patchable] public static Span<int> Tail(Span<int> values, scoped ReadOnlySpan<char> unused) => values[1..];

    [Patchable] public static unsafe int Pointer(int* value) => ++*value;

    [Patchable] public static unsafe void* VoidPointer(void* value) => value;

    [Patchable] public static unsafe int FunctionPointer(delegate*<int, int> function, int value) => function(value);

    [Patchable]
    public unsafe int Mixed(ref int a, out string b, in decimal c, Span<byte> d, int* e, (int X, dynamic Y) f)
    {
        b = $"{a}{c}{d.Length}{*e}{f.X}{f.Y}";
        return a++;
    }

    public static int Twice(int value) => value * 2;

    public static unsafe int CallFunctionPointer(int value) => FunctionPointer(&Twice, value);

    public static unsafe int CallPointer(int value)
    {
        var result = Pointer(&value);
        return result + value;
    }

    public static int CallSum(int[] values) => Sum(values);

    public static int CallTail(int[] values) => Tail(values, "x")[0];
}
