using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>The status of a file, folder or link: its owner, its mode, and its identity (device and inode number).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnixStatus(uint Owner, uint Mode, ulong Device, ulong Number)
{
    private const uint Kind = 0xF000;

    public bool IsFile => (Mode & Kind) == 0x8000;

    public bool IsFolder => (Mode & Kind) == 0x4000;

    public bool IsLink => (Mode & Kind) == 0xA000;

    /// <summary>Gets whether the group or all other users may write.</summary>
    public bool IsShared => (Mode & 0b000_010_010) != 0;

    /// <summary>Gets whether, in this folder, users can rename and delete only their own files.</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    public string ModeText => Convert.ToString(Mode & 0xFFF, 8);

    public bool IsSameAs(UnixStatus other) => (Device, Number) == (other.Device, other.Number);
}
