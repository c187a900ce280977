using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch;

namespace Fixtures;

/// <summary>What may be said of parameters and results.</summary>
public class Parameters
{
    [Patchable]
    public static string Defaults(
        [Optional, DateTimeConstant(864000000000)] DateTime when,
        decimal price = 1.5m,
        DayOfWeek day = DayOfWeek.Friday,
        int? none = null,
        nint native = 7,
        string? text = null,
        Guid id = default)
        => Fault.Pass($"{price == 1.5m} {when.Day} {day} {none is null} {native} {text is null} {id == Guid.Empty}");

    [Patchable] public static string Named(int first, int second = 2, params int[] rest) => Fault.Pass($"{first} {second} {rest.Length}");

    [Patchable] public static int ParamsList(params List<int> values) => Fault.Pass(values.Count);

    [Patchable] public static int ParamsSpan(params ReadOnlySpan<int> values) => Fault.Pass(values.Length);

    [Patchable] public static int Scoped(scoped ref int value, scoped in int by) => value += Fault.Pass(by);

    [Patchable] public static int ReadOnly(ref readonly int value) => Fault.Pass(value + 1);

    [Patchable]
    [return: MarshalAs(UnmanagedType.I1)]
    [return: NotNullIfNotNull(nameof(text))]
    public static bool Marshalled([MarshalAs(UnmanagedType.LPWStr), AllowNull] string text, [In, Out] byte[] bytes) => Fault.Pass(text?.Length == bytes.Length);

    [Patchable]
    public static (int Sum, (string? Left, nuint Right) Pair) Tuples((int A, int B) pair, (string? Left, nuint Right)? nullable)
        => Fault.Pass((pair.A + pair.B, nullable ?? ("none", 0)));

    [Patchable] public static dynamic? Dynamics(dynamic? value, List<dynamic> list) => Fault.Pass(value + list[0]);

    [Patchable]
    public static unsafe string Native(nint a, nuint b, int?* c, void** d) => Fault.Pass($"{a} {b} {*c} {(nint)(*d)}");

    public static string CallDefaults() => Defaults();

    public static string CallNamed() => Named(second: 5, first: 4);

    public static string CallParams() => Named(1, 2, 3, 4);

    public static int CallParamsList() => ParamsList(1, 2, 3);

    public static int CallParamsSpan() => ParamsSpan(1, 2, 3);

    public static int CallScoped(int value, int by) => Scoped(ref value, by);

    public static int CallReadOnly(int value) => ReadOnly(in value);

    public static unsafe string CallNative(int? value)
    {
        var pointer = (void*)42;
        return Native(-1, 2, &value, &pointer);
    }
}
