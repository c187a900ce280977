using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch;

namespace Fixtures;

public struct Bytes1 { public byte A; }

[StructLayout(LayoutKind.Sequential, Pack = 1)] public struct Bytes3 { public byte A, B, C; }

[InlineArray(20)] public struct Bytes20 { private byte _first; }

[InlineArray(64)] public struct Bytes64 { private byte _first; }

public enum Colour : byte { Red, Green = 200 }

/// <summary>By-value parameters and returns of every shape.</summary>
public class Signatures
{
    public string Seen = "";

    [Patchable] public static void Nothing() => Calls++;

    public static int Calls;

    [Patchable] public static Bytes1 Return1(Bytes1 value) => value;

    [Patchable] public static Bytes3 Return3(Bytes3 value) => value;

    [Patchable] public static Bytes20 Return20(Bytes20 value) => value;

    [Patchable] public Bytes64 Return64(Bytes64 value) => value;

    [Patchable] public static (int Left, string Right) Tuple((int Left, string Right) pair) => (pair.Left + 1, pair.Right);

    [Patchable] public static int? Nullable(int? value) => value + 1;

    [Patchable] public static nint Native(nint a, nuint b) => a + (nint)b;

    [Patchable] public static dynamic Dynamic(dynamic value) => value + 1;

    [Patchable] public static Colour Enum(Colour colour) => colour == Colour.Red ? Colour.Green : Colour.Red;

    [Patchable] public static string Params(params int[] values) => string.Join("+", values);

    [Patchable] public static string Optional(int a = 5, string b = "x", [CallerMemberName] string? caller = null) => a + b + caller;

    [Patchable] public static Dictionary<string, List<int[]>> Generic(Dictionary<string, List<int[]>> value) => value;

    [Patchable] public static Func<int, int> Function(Func<int, int> value) => x => value(x) + 1;

    [Patchable]
    public static double Mixed(byte a, short b, long c, float d, double e, char f, bool g, decimal h, ulong i)
        => a + b + c + d + e + f + (g ? 1 : 0) + (double)h + i;

    [Patchable]
    public static string Static16(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8,
        int a9, int a10, int a11, int a12, int a13, int a14, int a15, string a16)
        => $"{a1},{a2},{a3},{a4},{a5},{a6},{a7},{a8},{a9},{a10},{a11},{a12},{a13},{a14},{a15},{a16}";

    [Patchable]
    public string Instance15(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8,
        int a9, int a10, int a11, int a12, int a13, int a14, int a15)
        => $"{Seen}{a1},{a2},{a3},{a4},{a5},{a6},{a7},{a8},{a9},{a10},{a11},{a12},{a13},{a14},{a15}";

    // With the instance, 17 parameters: more than Func has.
    [Patchable]
    public string Instance16(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8,
        int a9, int a10, int a11, int a12, int a13, int a14, int a15, string a16)
        => $"{Seen}{a1},{a2},{a3},{a4},{a5},{a6},{a7},{a8},{a9},{a10},{a11},{a12},{a13},{a14},{a15},{a16}";

    [Patchable]
    public void InstanceVoid16(int a1, int a2, int a3, int a4, int a5, int a6, int a7, int a8,
        int a9, int a10, int a11, int a12, int a13, int a14, int a15, string a16)
        => Seen = a1 + a16;
}
