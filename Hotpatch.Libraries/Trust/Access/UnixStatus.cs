using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Of a file, folder or link: whose it is, who may do what, and which one it is.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct UnixStatus(uint Owner, uint Mode, ulong Device, ulong Number)
{
    private const uint Kind = 0xF000;

    public bool IsFile => (Mode & Kind) == 0x8000;

    public bool IsFolder => (Mode & Kind) == 0x4000;

    public bool IsLink => (Mode & Kind) == 0xA000;

    /// <summary>Whether the group or all others may write.</summary>
    public bool IsShared => (Mode & 0b000_010_010) != 0;

    /// <summary>Of a folder: everybody can rename and delete only what is theirs.</summary>
    public bool IsSticky => (Mode & 0x200) != 0;

    public string ModeText => Convert.ToString(Mode & 0xFFF, 8);

    public bool IsSameAs(UnixStatus other) => (Device, Number) == (other.Device, other.Number);
}
