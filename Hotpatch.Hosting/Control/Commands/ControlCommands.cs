using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.InteropServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Hotpatch.Hosting.Logging;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>The commands, for one client.</summary>
/// <param name="client">Who the client is, for the log and as the owner of what it lays.</param>
/// <param name="trust">Which libraries a client may apply; null for those that no other user can change.</param>
/// <param name="canWrite">Whether commands that change something are allowed.</param>
/// <param name="secrets">What is not shown.</param>
/// <param name="log">Is told of every command.</param>
internal sealed class ControlCommands(string client, PatchTrust? trust, bool canWrite, Secrets secrets, ILogger log) : IHotpatchControl, IDisposable
{
    private const int LongestWait = 600_000;
    private const int LongestCommand = 500;

    private readonly Observations _observations = new();

    /// <summary>Gets whether the client has said hello.</summary>
    public bool IsKnown { get; private set; }

    /// <summary>Ends what the client observes.</summary>
    public void Dispose() => _observations.Dispose();

    public Task<ProcessDescription> HelloAsync(ClientDescription client, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        if (client.Protocol != ProtocolVersion.Current)
        {
            throw new ControlException(
                ControlError.Version,
                $"A client that speaks version {ProtocolVersion.Current} of the protocol was expected, but {client.Name} {client.Version} speaks version {client.Protocol}. "
                + (client.Protocol < ProtocolVersion.Current ? "Update the tool." : "Update Hotpatch.Hosting in the program, or use an older tool."));
        }

        IsKnown = true;
        using var process = Process.GetCurrentProcess();
        var patches = Patchable.Report().Methods
            .Select(method => method.Entries.Where(entry => entry.Kind != PatchKind.Observer).ToArray())
            .Where(entries => entries.Length > 0)
            .ToArray();
        return Task.FromResult(new ProcessDescription(
            Environment.ProcessId,
            Assembly.GetEntryAssembly()?.GetName().Name ?? process.ProcessName,
            new DateTimeOffset(process.StartTime),
            RuntimeInformation.FrameworkDescription,
            typeof(ControlCommands).Assembly.GetName().Version?.ToString() ?? string.Empty,
            ProtocolVersion.Current,
            canWrite,
            patches.Length,
            patches.Length == 0 ? null : patches.Min(entries => entries.Min(entry => entry.Since))));
    }

    public Task<MethodList> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        Begin("list " + query.Pattern);
        var found = MethodSearch.All(query.Pattern);
        if (found.Count == 0 && query.Pattern is not null)
            throw MethodSearch.NotFound(query.Pattern);

        var wanted = query.IsPatched ? [.. found.Where(handle => handle.Describe().Entries.Count > 0)] : found;
        var methods = wanted.Take(Math.Max(0, query.Limit)).Select(Describing.Of).ToArray();
        return Task.FromResult(new MethodList(methods, wanted.Count - methods.Length));
    }

    public Task<MethodDetails> ShowAsync(string method, CancellationToken cancellationToken)
    {
        Begin("show " + method);
        return Task.FromResult(Describing.DetailsOf(MethodSearch.One(method)));
    }

    public IAsyncEnumerable<CallDescription> WatchAsync(WatchQuery query, CancellationToken cancellationToken)
    {
        Begin("watch " + query.Method);
        return Watching.RunAsync(MethodSearch.One(query.Method), query, client, secrets, _observations, cancellationToken);
    }

    public IAsyncEnumerable<IReadOnlyList<MonitorRow>> MonitorAsync(MonitorQuery query, CancellationToken cancellationToken)
    {
        Begin("monitor " + query.Pattern);
        var found = MethodSearch.All(query.Pattern);
        if (found.Count == 0)
            throw MethodSearch.NotFound(query.Pattern);

        return found.Count <= query.Limit ? Monitoring.RunAsync(found, query, _observations, cancellationToken) : throw new ControlException(
            ControlError.Argument, $"At most {query.Limit} methods were expected, but '{query.Pattern}' matches {found.Count}. Write more of their names.");
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = "A library that needs what was trimmed is refused, with the reason.")]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Without a JIT, loading is refused.")]
    public async Task<ChangeReport> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken)
    {
        BeginChange("apply " + request.Path);
        try
        {
            var library = await PatchLibrary.LoadAsync(
                request.Path,
                new PatchLibraryOptions
                {
                    Trust = trust ?? PatchTrust.Directories(Path.GetDirectoryName(Path.GetFullPath(request.Path))!),
                    Timeout = Wait(request.TimeoutMilliseconds),
                    UnloadWait = TimeSpan.Zero,
                    RollbackOnFault = request.GuardCount is { } count ? new FaultLimit(count, TimeSpan.FromSeconds(request.GuardSeconds)) : null,
                },
                cancellationToken).ConfigureAwait(false);
            return new(
                [.. library.Applied.Select(patch => patch.Handle).OfType<PatchHandle>().Distinct().Select(Describing.Of)],
                [
                    .. library.Applied.Where(patch => patch.GenericHandle is not null).Select(patch => $"{patch.Target} is patched for all type arguments"),
                    .. library.Skipped.Select(skipped => $"{skipped.Method} was left out: {skipped.Reason}"),
                ]);
        }
        catch (Exception exception) when (CodeOf(exception) is not null)
        {
            throw new ControlException(CodeOf(exception)!.Value, exception.Message);
        }
    }

    public async Task<ChangeReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var given = new[] { ("", request.Method), ("--owner ", request.Owner), ("--library ", request.Library) }.Where(part => part.Item2 is not null).ToArray();
        BeginChange("restore " + string.Join(' ', given.Select(part => part.Item1 + part.Item2)));
        if (given.Length != 1)
            throw new ControlException(ControlError.Argument, $"A method, an owner or a library was expected, but {given.Length} of them were given.");

        var wait = Wait(request.TimeoutMilliseconds);
        try
        {
            if (request.Library is { } name)
                return await UnloadAsync(name, wait, cancellationToken).ConfigureAwait(false);

            if (request.Owner is { } owner)
            {
                var removed = await Task.Run(() => Patchable.RemoveOwner(owner, wait, cancellationToken), cancellationToken).ConfigureAwait(false);
                return removed > 0
                    ? new([], [$"{removed} {(removed == 1 ? "patch" : "patches")} of {owner} removed"])
                    : throw new ControlException(ControlError.NotFound, $"Patches of the owner '{owner}' were expected, but there are none.");
            }

            var handle = MethodSearch.One(request.Method ?? string.Empty);
            await handle.RestoreAsync(wait, cancellationToken).ConfigureAwait(false);
            return new([Describing.Of(handle)], []);
        }
        catch (Exception exception) when (CodeOf(exception) is not null)
        {
            throw new ControlException(CodeOf(exception)!.Value, exception.Message);
        }
    }

    private static async Task<ChangeReport> UnloadAsync(string name, TimeSpan wait, CancellationToken cancellationToken)
    {
        var library = PatchLibrary.All.FirstOrDefault(library => library.Name == name) ?? throw new ControlException(
            ControlError.NotFound,
            $"A patch library '{name}' was expected, but {(PatchLibrary.All is { Count: > 0 } all ? "applied are " + string.Join(", ", all.Select(known => known.Name)) : "none is applied")}.");
        var handles = library.Applied.Select(patch => patch.Handle).OfType<PatchHandle>().Distinct().ToArray();
        await library.UnloadAsync(wait, cancellationToken).ConfigureAwait(false);
        return new([.. handles.Select(Describing.Of)], []);
    }

    private static TimeSpan Wait(int milliseconds) => TimeSpan.FromMilliseconds(Math.Clamp(milliseconds, 0, LongestWait));

    // Of what the runtime throws if it refuses a change; null for other exceptions.
    private static int? CodeOf(Exception exception)
        => exception switch
        {
            PatchTimeoutException or LibraryTimeoutException => ControlError.Timeout,
            PatchException or ArgumentException => ControlError.Refused,
            _ => null,
        };

    private void Begin(string command)
    {
        if (!IsKnown)
            throw new ControlException(ControlError.Version, "A client that says hello was expected, but this one has not.");

        // A name with line breaks would look like several lines of the log, and others would move the cursor of a terminal.
        log.Command(client, string.Concat(command.Take(LongestCommand).Select(character => char.IsControl(character) ? ' ' : character)));
    }

    private void BeginChange(string command)
    {
        Begin(command);
        if (!canWrite)
        {
            throw new ControlException(
                ControlError.ReadOnly, $"A channel that allows changes was expected, but this one is read-only. Set {HotpatchOptions.SectionName}:Control:AllowWrite to true in the program.");
        }
    }
}
