using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>By owner and mode. What an ACL of POSIX gives away at most, the mode's bits for the group tell too.</summary>
/// <param name="system">Reads them.</param>
/// <param name="user">Who this user is; asked from the system where it is not given.</param>
internal sealed class UnixAccess(UnixStatusReader system, uint? user = null) : PlaceAccess
{
    private const uint Root = 0;

    private readonly uint _user = user ?? EffectiveUser();

    public override string? OthersCanWrite(string path, bool isAbove)
    {
        var status = system.Read(path);
        if (status.Owner != Root && status.Owner != _user)
            return $"that {path} belongs to another user ({status.Owner})";

        // A link has no mode that counts; to exchange it takes its folder.
        if (status.IsLink)
            return null;

        if (status.IsShared && !(isAbove && status is { IsFolder: true, IsSticky: true }))
            return $"that others can write to {path} (mode {status.ModeText})";

        return system.AllowedByList(path) is { } list ? $"that a list gives others access to {path} ({list})" : null;
    }

    public override bool IsAt(SafeFileHandle file, string path)
    {
        var status = system.Read(path);
        return status.IsFile && status.IsSameAs(system.Read(file));
    }

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern uint EffectiveUser();
}
