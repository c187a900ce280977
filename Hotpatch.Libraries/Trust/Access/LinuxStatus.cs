using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Reads the status of files on Linux, with statx: the layout of its structure is the same on every processor.</summary>
internal sealed class LinuxStatus : UnixStatusReader
{
    private const int CurrentFolder = -100;
    private const int NotFollowing = 0x100;
    private const int OfDescriptor = 0x1000;

    // STATX_TYPE, STATX_MODE, STATX_UID and STATX_INO.
    private const uint Wanted = 0x1 | 0x2 | 0x8 | 0x100;

    public override UnixStatus Read(string path) => Read(CurrentFolder, path, NotFollowing);

    public override UnixStatus Read(SafeFileHandle file) => Read((int)file.DangerousGetHandle(), "", OfDescriptor);

    // The mode covers access lists too: the bits of the group are the most that a list grants.
    public override string? AllowedByList(string path) => null;

    private static UnixStatus Read(int folder, string path, int flags)
    {
        int result;
        Statx found;
        try
        {
            result = Call(folder, Text(path), flags, Wanted, out found);
        }
        catch (EntryPointNotFoundException exception)
        {
            throw new IOException("this system's libc has no statx to read the owner of a file", exception);
        }

        if (result != 0)
            throw Error(path);

        return (found.Mask & Wanted) == Wanted
            ? new UnixStatus(found.Owner, found.Mode, ((ulong)found.DeviceMajor << 32) | found.DeviceMinor, found.Number)
            : throw new IOException($"the file system does not report the owner of {path}");
    }

    [DllImport("libc", EntryPoint = "statx", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int Call(int folder, byte[] path, int flags, uint mask, out Statx status);

    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Statx
    {
        [FieldOffset(0)]
        public uint Mask;

        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Number;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
