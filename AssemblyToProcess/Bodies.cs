using System.Runtime.CompilerServices;
using Hotpatch;

namespace Fixtures;

/// <summary>What bodies may hold: handlers, filters, recursion, arguments written to, lambdas, many locals.</summary>
public class Bodies
{
    public static readonly List<string> Log = [];
    private readonly object _lock = new();

    [Patchable]
    public static string Handlers(int value)
    {
        try
        {
            if (value == 1)
                throw new InvalidOperationException("one");
            if (value == 2)
                throw new ArgumentException("two");
            return "fine";
        }
        catch (InvalidOperationException e) when (e.Message == "one")
        {
            return "filtered";
        }
        catch (ArgumentException)
        {
            return "caught";
        }
        finally
        {
            Log.Add("finally" + value);
        }
    }

    [Patchable]
    public static long Factorial(long n) => n <= 1 ? 1 : n * Factorial(n - 1);

    [Patchable]
    public int WritesArguments(int a, int b, int c, int d, int e)
    {
        ref var last = ref e;
        last += 10;
        a = d;
        d = a + b;
        return a + b + c + d + e;
    }

    [Patchable]
    public Func<int> Captures(int a)
    {
        var b = a + 1;
        return () => a + b + Instance();
    }

    private int Instance() => 1000;

    [Patchable]
    public int Locks(int value)
    {
        lock (_lock)
        {
            return value switch { 0 => 10, 1 => 11, 2 => 12, 3 => 13, > 100 => 14, _ => 15 };
        }
    }

    [Patchable]
    public static void Throws(string message) => throw new InvalidOperationException(message);

    [Patchable]
    [MethodImpl(MethodImplOptions.Synchronized)]
    public bool HoldsLock() => Monitor.IsEntered(this);

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int NotInlined(int x) => x + 1;

    [Patchable]
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Inlined(int x) => x + 1;

    [Patchable]
    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoOptimization)]
    public static int Optimised(int x) => x + 1;

    [Patchable]
    [SkipLocalsInit]
    public static unsafe int Stack(int n)
    {
        var bytes = stackalloc byte[8];
        bytes[0] = (byte)n;
        return bytes[0];
    }

    [Patchable]
    [System.Diagnostics.Conditional("NEVER_DEFINED")]
    public static void OnlySometimes() => Log.Add("never");
}
