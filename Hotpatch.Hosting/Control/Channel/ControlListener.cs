using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Net.Sockets;
using Hotpatch.Hosting.Control.Commands;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Hotpatch.Hosting.Logging;
using Microsoft.Extensions.Logging;
using StreamJsonRpc;

namespace Hotpatch.Hosting.Control.Channel;

/// <summary>Listens at a socket that only this user can reach, and serves each client until it goes away.</summary>
[RequiresUnreferencedCode(ControlConnection.Reflects)]
[RequiresDynamicCode(ControlConnection.Reflects)]
internal sealed class ControlListener : IAsyncDisposable
{
    // More than people and scripts of one user need at once. Others are refused at once, so that they cost the program nothing.
    private const int MostClients = 16;
    private const int Backlog = 16;

    private static readonly TimeSpan HelloTime = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan EndTime = TimeSpan.FromSeconds(5);

    // Of this process: a socket that is bound to a path replaces another one there.
    private static readonly ConcurrentDictionary<string, byte> Open = new(StringComparer.Ordinal);

    private readonly CancellationTokenSource _stop = new();
    private readonly HashSet<Task> _serving = [];
    private readonly SemaphoreSlim _places = new(MostClients, MostClients);
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    private readonly string _path;
    private readonly Func<string, ControlCommands> _commands;
    private readonly ILogger _log;
    private readonly Task _work;
    private long _refused = long.MinValue / 2;

    /// <param name="folder">The folder of the socket.</param>
    /// <param name="commands">Creates the commands for a client of a name.</param>
    /// <param name="log">Is told of clients that come and that are refused.</param>
    /// <exception cref="IOException">The folder can't be used.</exception>
    /// <exception cref="SocketException">The socket can't be opened.</exception>
    public ControlListener(string folder, Func<string, ControlCommands> commands, ILogger log)
    {
        (_commands, _log, _path) = (commands, log, ControlFolder.SocketOf(folder, Environment.ProcessId));
        ControlFolder.Prepare(folder);
        if (!Open.TryAdd(_path, 0))
            throw new IOException($"{_path}: one channel was expected in this process, but one is open there. Give each host its own Control:Folder, or open it for one of them.");

        try
        {
            // Of an earlier process with this id.
            ControlFolder.Remove(_path);
            _socket.Bind(new UnixDomainSocketEndPoint(_path));
            _socket.Listen(Backlog);
        }
        catch
        {
            Open.TryRemove(_path, out _);
            _socket.Dispose();
            throw;
        }

        _work = Task.Run(AcceptAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync().ConfigureAwait(false);
        _socket.Dispose();
        try
        {
            ControlFolder.Remove(_path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // The next process of this id, or of the tool, removes them.
        }

        Open.TryRemove(_path, out _);
        await _work.ConfigureAwait(false);

        // Their connections are closed. A change that can't be cancelled any more may take its time.
        Task[] serving;
        lock (_serving)
            serving = [.. _serving];

        await Task.WhenAny(Task.WhenAll(serving), Task.Delay(EndTime)).ConfigureAwait(false);
    }

    private async Task AcceptAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                var client = await _socket.AcceptAsync(_stop.Token).ConfigureAwait(false);
                var peer = Peer.Of(client);
                if (!peer.IsThisUser)
                    Refuse(client, $"it is one of user {peer.User}");
                else if (!_places.Wait(0))
                    Refuse(client, $"{MostClients} are connected");
                else
                    Keep(ServeAsync(client, peer));
            }
            catch (Exception exception) when (exception is OperationCanceledException or ObjectDisposedException)
            {
                return;
            }
#pragma warning disable CA1031 // Nobody waits for this work. Whatever fails, the next client is to be served.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // The client went away, or the process has too many files open: that may pass.
                _log.ClientFailed(exception.Message);
                await Task.Delay(TimeSpan.FromMilliseconds(100)).ConfigureAwait(false);
            }
        }
    }

    private void Keep(Task serving)
    {
        lock (_serving)
            _serving.Add(serving);

        _ = serving.ContinueWith(
            ended =>
            {
                lock (_serving)
                    _serving.Remove(ended);
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    // One line a second at most: a client that connects again and again must not fill the log.
    private void Refuse(Socket client, string reason)
    {
        client.Dispose();
        var now = Environment.TickCount64;
        if (now - _refused < 1000)
            return;

        _refused = now;
        _log.ClientRefused(reason);
    }

    private async Task ServeAsync(Socket client, Peer peer)
    {
        try
        {
            var name = peer.Process is { } process ? FormattableString.Invariant($"process {process}") : "a client";
            using var rpc = ControlConnection.Create(client);
            using var commands = _commands(name);
            rpc.AddLocalRpcTarget<IHotpatchControl>(commands, new JsonRpcTargetOptions { DisposeOnDisconnect = false });
            rpc.StartListening();
            await using var stopping = _stop.Token.Register(rpc.Dispose).ConfigureAwait(false);
            await Task.WhenAny(rpc.Completion, Task.Delay(HelloTime, _stop.Token)).ConfigureAwait(false);
            if (commands.IsKnown)
                await rpc.Completion.ConfigureAwait(false);
            else
                _log.ClientRefused("it has not said hello");
        }
#pragma warning disable CA1031 // A client that fails must not fail the program.
        catch (Exception exception) when (!_stop.IsCancellationRequested)
        {
            _log.ClientFailed(exception.Message);
        }
        catch (Exception)
#pragma warning restore CA1031
        {
            // The channel is closed.
        }
        finally
        {
            _places.Release();
        }
    }
}
