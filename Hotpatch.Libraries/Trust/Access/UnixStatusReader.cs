using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;
using System.Text;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Reads the owner of a file, which .NET has no API for.</summary>
internal abstract class UnixStatusReader
{
    /// <summary>Reads the status of a path. Does not follow a link at its end.</summary>
    /// <exception cref="IOException">The system does not report the status.</exception>
    public abstract UnixStatus Read(string path);

    /// <summary>Reads the status of an open file.</summary>
    /// <exception cref="IOException">The system does not report the status.</exception>
    public abstract UnixStatus Read(SafeFileHandle file);

    /// <summary>Returns the first entry of an access list that grants more than the mode; null if there is none.</summary>
    /// <exception cref="IOException">The system does not report the list.</exception>
    public abstract string? AllowedByList(string path);

    /// <summary>Returns a path as the zero-terminated bytes that system calls take.</summary>
    protected static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    protected static IOException Error(string path)
        => new($"the owner of {path} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");
}
