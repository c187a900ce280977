using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks;

/// <summary>One body, with a gate, with what could stand for one, and plain.</summary>
internal static class GatedMethods
{
    private static readonly ReaderWriterLockSlim Shared = new();
    private static readonly Lock Exclusively = new();
    private static int _running;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Plain(int a, int b) => a + b;

    [Patchable]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Immediate(int a, int b) => a + b;

    [Patchable(Consistency = Consistency.Drained)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Drained(int a, int b) => a + b;

    [Patchable(Consistency = Consistency.Exclusive)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Exclusive(int a, int b) => a + b;

    public static int Locked(int a, int b)
    {
        Shared.EnterReadLock();
        try
        {
            return Plain(a, b);
        }
        finally
        {
            Shared.ExitReadLock();
        }
    }

    public static int LockedAlone(int a, int b)
    {
        lock (Exclusively)
            return Plain(a, b);
    }

    /// <summary>Counts running calls, as the least that could tell that none is left.</summary>
    public static int Counted(int a, int b)
    {
        Interlocked.Increment(ref _running);
        try
        {
            return Plain(a, b);
        }
        finally
        {
            Interlocked.Decrement(ref _running);
        }
    }
}
