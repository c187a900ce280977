using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Reads the status of files on macOS, with stat, and their access lists: there, the mode does not cover them.</summary>
internal sealed class MacStatus : UnixStatusReader
{
    private const int Extended = 0x100;
    private const int None = 2;

    public override UnixStatus Read(string path)
    {
        var name = Text(path);
        var result = IsArm ? Lstat(name, out var found) : Lstat64(name, out found);
        return result == 0 ? Of(found) : throw Error(path);
    }

    public override UnixStatus Read(SafeFileHandle file)
    {
        var result = IsArm ? Fstat(file, out var found) : Fstat64(file, out found);
        return result == 0 ? Of(found) : throw Error("the open file");
    }

    public override string? AllowedByList(string path)
    {
        var list = GetList(Text(path), Extended);
        if (list == 0)
            return Marshal.GetLastPInvokeError() == None ? null : throw Error(path);

        // Entries that deny access, which every home folder has, are harmless. Any entry that allows something counts as access of others: this does
        // not parse which user it is for, and which rights it grants.
        var text = ToText(list, 0);
        try
        {
            var entries = text == 0 ? throw Error(path) : Marshal.PtrToStringUTF8(text)!.Split('\n');
            return entries.FirstOrDefault(entry => entry.Contains(":allow", StringComparison.Ordinal));
        }
        finally
        {
            _ = Free(text);
            _ = Free(list);
        }
    }

    private static bool IsArm => RuntimeInformation.ProcessArchitecture == Architecture.Arm64;

    private static UnixStatus Of(in Stat found) => new(found.Owner, found.Mode, (uint)found.Device, found.Number);

    [DllImport("libc", EntryPoint = "lstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Lstat(byte[] path, out Stat status);

    [DllImport("libc", EntryPoint = "fstat", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Fstat(SafeFileHandle file, out Stat status);

    // On Intel, the plain names use an older structure with 32-bit inode numbers.
    [DllImport("libc", EntryPoint = "lstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Lstat64(byte[] path, out Stat status);

    [DllImport("libc", EntryPoint = "fstat$INODE64", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Fstat64(SafeFileHandle file, out Stat status);

    [DllImport("libc", EntryPoint = "acl_get_link_np", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint GetList(byte[] path, int type);

    [DllImport("libc", EntryPoint = "acl_to_text", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern nint ToText(nint list, nint length);

    [DllImport("libc", EntryPoint = "acl_free")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Free(nint something);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stat
    {
        [FieldOffset(0)]
        public int Device;

        [FieldOffset(4)]
        public ushort Mode;

        [FieldOffset(8)]
        public ulong Number;

        [FieldOffset(16)]
        public uint Owner;
    }
}
