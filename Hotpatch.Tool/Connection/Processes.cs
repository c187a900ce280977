using System.Globalization;
using System.Net.Sockets;
using Hotpatch.Hosting.Control.Channel;

namespace Hotpatch.Tool.Connection;

/// <summary>Finds the processes of this user that have opened a control channel.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to all processes, in the order of their ids. Sockets that dead processes have left are deleted.</summary>
    public static async Task<IReadOnlyList<ControlClient>> AllAsync(string folder, CancellationToken cancellationToken)
    {
        var clients = new List<ControlClient>();
        foreach (var process in ControlFolder.Processes(folder).Order())
        {
            if (await TryConnectAsync(folder, process, cancellationToken) is { } client)
                clients.Add(client);
        }

        return clients;
    }

    /// <summary>Connects to the process that the user means: by id, by name, or the only one.</summary>
    /// <exception cref="ToolException">There is none, or several.</exception>
    public static async Task<ControlClient> OneAsync(string folder, string? process, CancellationToken cancellationToken)
    {
        var all = await AllAsync(folder, cancellationToken);
        var found = all.Where(client => IsMeant(client, process)).ToArray();
        foreach (var other in all.Except(found.Length == 1 ? found : []))
            other.Dispose();

        if (found.Length == 1)
            return found[0];

        var names = all.Select(client => string.Create(CultureInfo.InvariantCulture, $"{client.Process.Id} {client.Process.Name}")).ToArray();
        throw new ToolException(
            ExitCode.NoProcess,
            all.Count == 0 ? "A process with an open control channel was expected, but there is none. Set HOTPATCH_CONTROL=1, or Hotpatch:Control:Enabled, in the program and start it."
            : process is null ? $"One process was expected, but {all.Count} have a control channel: {string.Join(", ", names)}. Name one by --process."
            : $"One process was expected, but {(found.Length == 0 ? "none" : "more than one")} matches '{process}'. There are: {string.Join(", ", names)}.",
            names);
    }

    private static bool IsMeant(ControlClient client, string? process)
        => process is null || client.Process.Id.ToString(CultureInfo.InvariantCulture) == process || string.Equals(client.Process.Name, process, StringComparison.OrdinalIgnoreCase);

    private static async Task<ControlClient?> TryConnectAsync(string folder, int process, CancellationToken cancellationToken)
    {
        // A process that is stopped in a debugger accepts, and doesn't answer.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return await ControlClient.ConnectAsync(folder, process, limit.Token);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused)
        {
            File.Delete(ControlFolder.SocketOf(folder, process));
            return null;
        }
        catch (Exception exception) when ((exception is SocketException or ToolException or OperationCanceledException) && !cancellationToken.IsCancellationRequested)
        {
            await Console.Error.WriteLineAsync($"Process {process} is left out: {(exception is OperationCanceledException ? $"it has not answered in {Patience.TotalSeconds} seconds" : exception.Message)}");
            return null;
        }
    }
}
