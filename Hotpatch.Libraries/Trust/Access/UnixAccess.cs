using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>
/// Finds out who can change a file on Unix, by owner and mode. The mode covers POSIX access lists: its group bits are the most that a list grants.
/// </summary>
/// <param name="system">Reads the status of files.</param>
/// <param name="user">The user to take for the one of this process; null for the real one.</param>
internal sealed class UnixAccess(UnixStatusReader system, uint? user = null) : PlaceAccess
{
    private const uint Root = 0;

    private readonly uint _user = user ?? EffectiveUser();

    public override string? OthersCanWrite(string path, bool isAbove)
    {
        var status = system.Read(path);
        if (status.Owner != Root && status.Owner != _user)
            return $"{path} belongs to another user ({status.Owner})";

        // The system ignores the mode of a link. Replacing the link needs write access to its folder.
        if (status.IsLink)
            return null;

        if (status.IsShared && !(isAbove && status is { IsFolder: true, IsSticky: true }))
            return $"others can write to {path} (mode {status.ModeText})";

        return system.AllowedByList(path) is { } list ? $"an access list gives others access to {path} ({list})" : null;
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
