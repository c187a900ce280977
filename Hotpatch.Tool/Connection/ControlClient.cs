using System.Net.Sockets;
using System.Reflection;
using Hotpatch.Hosting.Control.Channel;
using Hotpatch.Hosting.Control.Protocol;
using StreamJsonRpc;

namespace Hotpatch.Tool.Connection;

/// <summary>A connection to one process.</summary>
internal sealed class ControlClient : IDisposable
{
    private readonly JsonRpc _rpc;

    private ControlClient(JsonRpc rpc, IHotpatchControl commands, ProcessDescription process, string fixes)
        => (_rpc, Commands, Process, Fixes) = (rpc, commands, process, fixes);

    public IHotpatchControl Commands { get; }

    public ProcessDescription Process { get; }

    /// <summary>Gets the folder for libraries that are compiled for the process. It removes them when it closes its channel.</summary>
    public string Fixes { get; }

    /// <summary>Connects to a process, checks that it is this user's, and says hello.</summary>
    /// <exception cref="SocketException">Nobody listens at the socket.</exception>
    /// <exception cref="ToolException">The process is another user's, or speaks another version.</exception>
    public static async Task<ControlClient> ConnectAsync(string folder, int process, CancellationToken cancellationToken)
    {
        ControlFolder.Check(folder);
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        JsonRpc? rpc = null;
        try
        {
            await socket.ConnectAsync(new UnixDomainSocketEndPoint(ControlFolder.SocketOf(folder, process)), cancellationToken);
            if (Peer.Of(socket) is { IsThisUser: false, User: var user })
                throw new ToolException(ExitCode.NoProcess, $"A process of this user was expected at the socket of process {process}, but one of user {user} was found.");

            rpc = ControlConnection.Create(socket);
            var commands = rpc.Attach<IHotpatchControl>();
            rpc.StartListening();
            var description = await commands.HelloAsync(new("hotpatch", Version, ProtocolVersion.Current), cancellationToken);
            return new(rpc, commands, description, ControlFolder.FixesOf(ControlFolder.SocketOf(folder, process)));
        }
        catch (Exception exception)
        {
            rpc?.Dispose();
            socket.Dispose();
            throw exception is ConnectionLostException
                ? new ToolException(ExitCode.NoProcess, $"Process {process} was expected to answer, but has closed the connection. It serves 16 clients at most, and its log says why it refused this one.")
                : exception is RemoteRpcException ? Failures.Of(exception) : exception;
        }
    }

    public void Dispose() => _rpc.Dispose();

    private static string Version => typeof(ControlClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
