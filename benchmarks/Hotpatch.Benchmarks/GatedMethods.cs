using System.Runtime.CompilerServices;

namespace Hotpatch.Benchmarks;

/// <summary>One body, with a gate, with a lock, and plain.</summary>
internal static class GatedMethods
{
    private static readonly ReaderWriterLockSlim Lock = new();

    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Plain(int a, int b) => a + b;

    [Patchable(Consistency = Consistency.Drained)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Drained(int a, int b) => a + b;

    [Patchable(Consistency = Consistency.Exclusive)]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static int Exclusive(int a, int b) => a + b;

    public static int Locked(int a, int b)
    {
        Lock.EnterReadLock();
        try
        {
            return Plain(a, b);
        }
        finally
        {
            Lock.ExitReadLock();
        }
    }
}
