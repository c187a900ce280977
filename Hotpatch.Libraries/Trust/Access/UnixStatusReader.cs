using Microsoft.Win32.SafeHandles;
using System.Runtime.InteropServices;
using System.Text;

namespace Hotpatch.Libraries.Trust.Access;

/// <summary>Reads what .NET does not tell: whose a file is.</summary>
internal abstract class UnixStatusReader
{
    /// <summary>Of what lies at a path, and not of what it links to.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public abstract UnixStatus Read(string path);

    /// <summary>Of an open file.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public abstract UnixStatus Read(SafeFileHandle file);

    /// <summary>What an access list allows beyond the mode; null for nothing.</summary>
    /// <exception cref="IOException">The system does not tell.</exception>
    public abstract string? AllowedByList(string path);

    /// <summary>With the zero at the end that the system looks for.</summary>
    protected static byte[] Text(string path) => Encoding.UTF8.GetBytes(path + '\0');

    protected static IOException Error(string path)
        => new($"the owner of {path} cannot be read: {Marshal.GetLastPInvokeErrorMessage()}");
}
