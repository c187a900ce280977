using System.Runtime.CompilerServices;
#if !NET
using System.ComponentModel;
using System.Runtime.InteropServices;
#endif

namespace Hotpatch.Gates;

/// <summary>
/// A full fence that all threads of the process execute, each somewhere in its code. It moves the cost of a fence from each call to the patch.
/// </summary>
internal static class ProcessWideBarrier
{
#if NET
    /// <summary>Makes all threads execute a full fence.</summary>
    public static void Pass() => Interlocked.MemoryBarrierProcessWide();

    /// <summary>Does nothing: .NET has the process-wide fence.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PassWhereThereIsNone()
    {
    }
#else
    // .NET Standard doesn't declare the fence. At run time, .NET has it; for .NET Framework, Windows has it.
    private static readonly Action? Barrier = OfInterlocked() ?? OfWindows();

    /// <summary>Makes all threads execute a full fence, if the platform can.</summary>
    public static void Pass()
    {
        Interlocked.MemoryBarrier();
        Barrier?.Invoke();
    }

    /// <summary>Executes a full fence in a call, if the platform has no process-wide one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PassWhereThereIsNone()
    {
        if (Barrier is null)
            Interlocked.MemoryBarrier();
    }

    private static Action? OfInterlocked()
        => (Action?)typeof(Interlocked).GetMethod("MemoryBarrierProcessWide", Type.EmptyTypes)?.CreateDelegate(typeof(Action));

    private static Action? OfWindows()
        => RuntimeInformation.IsOSPlatform(OSPlatform.Windows) ? FlushProcessWriteBuffers : null;

    [DllImport("kernel32.dll")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern void FlushProcessWriteBuffers();
#endif
}
