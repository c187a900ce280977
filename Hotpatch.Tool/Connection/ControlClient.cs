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

    private ControlClient(JsonRpc rpc, IHotpatchControl commands, ProcessDescription process) => (_rpc, Commands, Process) = (rpc, commands, process);

    public IHotpatchControl Commands { get; }

    public ProcessDescription Process { get; }

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
            return new(rpc, commands, description);
        }
        catch (Exception exception)
        {
            rpc?.Dispose();
            socket.Dispose();
            throw exception is RemoteRpcException or ConnectionLostException ? Failures.Of(exception) : exception;
        }
    }

    public void Dispose() => _rpc.Dispose();

    private static string Version => typeof(ControlClient).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
}
