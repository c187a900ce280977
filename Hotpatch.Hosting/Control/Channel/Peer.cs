using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace Hotpatch.Hosting.Control.Channel;

/// <summary>The process at the other end of a socket.</summary>
/// <param name="User">The id of the user.</param>
/// <param name="Process">The id of the process that connected or listened; null if the system doesn't tell.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Peer(uint User, int? Process)
{
    // SOL_SOCKET and SO_PEERCRED of Linux. The option is { pid, uid, gid }.
    private const int SocketLevel = 1;
    private const int PeerCredentials = 17;
    private const int CredentialsSize = 12;

    /// <summary>Gets whether the other end belongs to the user of this process.</summary>
    public bool IsThisUser => User == ControlFolder.EffectiveUser();

    /// <summary>Reads who is at the other end.</summary>
    /// <exception cref="SocketException">The system doesn't tell.</exception>
    public static Peer Of(Socket socket)
    {
        if (OperatingSystem.IsLinux())
        {
            Span<byte> credentials = stackalloc byte[CredentialsSize];
            return socket.GetRawSocketOption(SocketLevel, PeerCredentials, credentials) == CredentialsSize
                ? new(MemoryMarshal.Read<uint>(credentials[sizeof(int)..]), MemoryMarshal.Read<int>(credentials))
                : throw new SocketException((int)SocketError.ProtocolOption);
        }

        return GetPeer(socket.SafeHandle, out var user, out _) == 0 ? new(user, Process: null) : throw new SocketException(Marshal.GetLastPInvokeError());
    }

    [DllImport("libc", EntryPoint = "getpeereid", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.System32)]
    private static extern int GetPeer(SafeSocketHandle socket, out uint user, out uint group);
}
