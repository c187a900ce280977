using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Security;
using Hotpatch;

namespace Fixtures;

/// <summary>Attributes and flags that speak of the body, of the call, or of both.</summary>
public class Flags
{
    public static readonly List<string> Notes = [];

    [Patchable]
    [MethodImpl(MethodImplOptions.Synchronized)]
    public bool Locked(Func<bool> inside) => Fault.Pass(inside());

    [Patchable]
    [MethodImpl(MethodImplOptions.Synchronized)]
    public static bool TypeLocked(Func<bool> inside) => Fault.Pass(inside());

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int NotInlined(int value) => Fault.Pass(value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.NoOptimization)]
    public static int NotOptimised(int value) => Fault.Pass(value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inlined(int value) => Fault.Pass(value + 1);

    [Patchable]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Optimised(int value) => Fault.Pass(value + 1);

    [Patchable]
    [SkipLocalsInit]
    public static unsafe int OnStack(int value)
    {
        Span<int> values = stackalloc int[64];
        var pointer = stackalloc int[1];
        values[63] = value;
        *pointer = Fault.Pass(values[63] + 1);
        return *pointer;
    }

    [Patchable]
    [Conditional("DEBUG")]
    public static void Note(string text) => Notes.Add(Fault.Pass(text));

    [Patchable]
    public static string Caller(
        int value,
        [CallerMemberName] string? member = null,
        [CallerLineNumber] int line = 0,
        [CallerArgumentExpression(nameof(value))] string? expression = null)
        => Fault.Pass(member + "/" + (line > 0) + "/" + expression);

    [Patchable]
    [SecuritySafeCritical]
    [SuppressUnmanagedCodeSecurity]
    public static int Secure(int value) => Fault.Pass(value + 1);

    public static int CallNote(string text)
    {
        Notes.Clear();
        Note(text);
        return Notes.Count;
    }

    public static string CallCaller(int number) => Caller(number + 1);
}
