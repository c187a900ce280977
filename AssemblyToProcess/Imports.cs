using System.Runtime.InteropServices;
using Hotpatch;

namespace Fixtures;

/// <summary>Methods whose body is not IL of this assembly.</summary>
public static partial class Imports
{
    [Patchable]
    [DllImport("libc", EntryPoint = "getpid")]
    public static extern int ProcessId();

    [Patchable]
    [DllImport("libc", EntryPoint = "strlen", CharSet = CharSet.Ansi)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static extern nint Length([MarshalAs(UnmanagedType.LPStr)] string text);

    [Patchable]
    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    private static extern int Close(int descriptor);

    [Patchable]
    [LibraryImport("libc", EntryPoint = "toupper")]
    public static partial int Upper(int character);

    public static string CloseBadDescriptor() => Close(-1) + "/" + (Marshal.GetLastPInvokeError() > 0);
}
