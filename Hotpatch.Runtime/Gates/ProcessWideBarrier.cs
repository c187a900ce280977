using System.Runtime.CompilerServices;
#if !NET
using System.ComponentModel;
using System.Runtime.InteropServices;
#endif

namespace Hotpatch.Gates;

/// <summary>A full fence that all threads of the process pass, each somewhere in its code: what others do not pay for on every call.</summary>
internal static class ProcessWideBarrier
{
#if NET
    /// <summary>Passes it.</summary>
    public static void Pass() => Interlocked.MemoryBarrierProcessWide();

    /// <summary>Where the platform has no such fence, each call passes one of its own; here it has.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PassWhereThereIsNone()
    {
    }
#else
    // .NET Standard does not have it, but what runs may: .NET does, and Windows, for .NET Framework.
    private static readonly Action? Barrier = OfInterlocked() ?? OfWindows();

    /// <summary>Passes it.</summary>
    public static void Pass()
    {
        Interlocked.MemoryBarrier();
        Barrier?.Invoke();
    }

    /// <summary>Where the platform has no such fence, each call passes one of its own.</summary>
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
