using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using Hotpatch.Hosting.Control.Channel;

namespace Hotpatch.Tool.Connection;

/// <summary>Finds the processes of this user that have opened a control channel.</summary>
internal static class Processes
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    /// <summary>Connects to all processes, in the order of their ids. Says of which it can't.</summary>
    public static async Task<IReadOnlyList<ControlClient>> AllAsync(string folder, TextWriter error, CancellationToken cancellationToken)
    {
        var (clients, failures) = await ConnectAsync(folder, cancellationToken);
        foreach (var (process, failure) in failures)
            await error.WriteLineAsync($"hotpatch: process {process.ToString(CultureInfo.InvariantCulture)} is left out: {failure.Message}");

        return clients;
    }

    /// <summary>Connects to the process that the user means: by id, by name, or the only one.</summary>
    /// <exception cref="ToolException">There is none, there are several, or it can't be spoken to.</exception>
    public static async Task<ControlClient> OneAsync(string folder, string? process, TextWriter error, CancellationToken cancellationToken)
    {
        var (all, failures) = await ConnectAsync(folder, cancellationToken);
        var found = all.Where(client => IsMeant(client, process)).ToArray();
        foreach (var other in all.Except(found.Length == 1 ? found : []))
            other.Dispose();

        if (found.Length == 1)
            return found[0];

        // Of the process that the user means, or of the only one.
        if (failures.Where(failure => process is null ? all.Count == 0 : IdOf(failure.Process) == process).Select(failure => failure.Failure).ToArray() is [var reason])
            throw reason;

        foreach (var (id, failure) in failures)
            await error.WriteLineAsync($"hotpatch: process {IdOf(id)} is left out: {failure.Message}");

        var names = all.Select(client => $"{IdOf(client.Process.Id)} {client.Process.Name}").ToArray();
        throw new ToolException(
            ExitCode.NoProcess,
            all.Count == 0 ? "A process with an open control channel was expected, but there is none. Set HOTPATCH_CONTROL=1, or Hotpatch:Control:Enabled, in the program and start it."
            : process is null ? $"One process was expected, but {all.Count} have a control channel: {string.Join(", ", names)}. Name one by --process."
            : $"One process was expected, but {(found.Length == 0 ? "none" : "more than one")} matches '{process}'. There are: {string.Join(", ", names)}.",
            names);
    }

    private static bool IsMeant(ControlClient client, string? process)
        => process is null || IdOf(client.Process.Id) == process || string.Equals(client.Process.Name, process, StringComparison.OrdinalIgnoreCase);

    private static string IdOf(int process) => process.ToString(CultureInfo.InvariantCulture);

    // All at once: one that is stopped in a debugger accepts and doesn't answer, and the others need not wait for it.
    private static async Task<(IReadOnlyList<ControlClient> Clients, IReadOnlyList<(int Process, ToolException Failure)> Failures)> ConnectAsync(
        string folder, CancellationToken cancellationToken)
    {
        var tries = await Task.WhenAll(ControlFolder.Processes(folder).Order().Select(process => TryConnectAsync(folder, process, cancellationToken)));
        cancellationToken.ThrowIfCancellationRequested();
        return (
            [.. tries.Select(attempt => attempt.Client).OfType<ControlClient>()],
            [.. tries.Where(attempt => attempt.Failure is not null).Select(attempt => (attempt.Process, attempt.Failure!))]);
    }

    private static async Task<(int Process, ControlClient? Client, ToolException? Failure)> TryConnectAsync(string folder, int process, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        try
        {
            return (process, await ControlClient.ConnectAsync(folder, process, limit.Token), null);
        }
        catch (SocketException exception) when (exception.SocketErrorCode == SocketError.ConnectionRefused && !IsRunning(process))
        {
            // A process that was killed has left it.
            ControlFolder.Remove(ControlFolder.SocketOf(folder, process));
            return (process, null, null);
        }
        catch (OperationCanceledException)
        {
            return (process, null, new ToolException(ExitCode.NoProcess, $"Process {IdOf(process)} was expected to answer, but has not in {Patience.TotalSeconds} seconds."));
        }
#pragma warning disable CA1031 // One process that can't be spoken to must not keep the user from the others.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return (process, null, Failures.Of(exception));
        }
    }

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
