using Microsoft.Win32.SafeHandles;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Who, other than this user and the administrator, can change what lies at a path.</summary>
internal abstract class PlaceAccess
{
    /// <summary>Null where the system does not tell.</summary>
    public static PlaceAccess? OfThisSystem()
    {
        if (OperatingSystem.IsWindows())
            return new WindowsAccess();

        if (OperatingSystem.IsLinux())
            return new UnixAccess(new LinuxStatus());

        return OperatingSystem.IsMacOS() ? new UnixAccess(new MacStatus()) : null;
    }

    /// <summary>How others can write to a file, folder or link, as part of a sentence (<c>that others can …</c>); null where they cannot.</summary>
    /// <param name="path">A path without links but at its end.</param>
    /// <param name="isAbove">Whether it only leads to the folder: then it suffices that others can exchange nothing in it that is not theirs.</param>
    /// <exception cref="IOException">The system does not tell.</exception>
    public abstract string? OthersCanWrite(string path, bool isAbove);

    /// <summary>Whether an open file is what lies at a path now.</summary>
    public abstract bool IsAt(SafeFileHandle file, string path);
}
