using Microsoft.Win32.SafeHandles;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Finds out whether users other than the one of this process and the administrator can change a file or folder.</summary>
internal abstract class PlaceAccess
{
    /// <summary>Returns the implementation for this operating system; null if there is none.</summary>
    public static PlaceAccess? OfThisSystem()
    {
        if (OperatingSystem.IsWindows())
            return new WindowsAccess();

        if (OperatingSystem.IsLinux())
            return new UnixAccess(new LinuxStatus());

        return OperatingSystem.IsMacOS() ? new UnixAccess(new MacStatus()) : null;
    }

    /// <summary>Returns how others can write to a file, folder or link, as a clause (<c>others can …</c>); null if they cannot.</summary>
    /// <param name="path">The path. Only its last part may be a link.</param>
    /// <param name="isAbove">
    /// Whether the path is a folder above the trusted one: there others may create files, as long as they cannot rename or delete those of other users.
    /// </param>
    /// <exception cref="IOException">The system does not report the access.</exception>
    public abstract string? OthersCanWrite(string path, bool isAbove);

    /// <summary>Returns whether a path still leads to an open file.</summary>
    public abstract bool IsAt(SafeFileHandle file, string path);
}
