using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Hotpatch.Hosting.Control.Protocol;
using Hotpatch.Hosting.Control.Values;
using Hotpatch.Hosting.Logging;
using Hotpatch.Hosting.Threading;
using Microsoft.Extensions.Logging;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>The commands, for one client.</summary>
/// <param name="client">Who the client is, for the log and as the owner of what it lays.</param>
/// <param name="trust">Which libraries a client may apply; null for those that no other user can change.</param>
/// <param name="canWrite">Whether commands that change something are allowed.</param>
/// <param name="secrets">What is not shown.</param>
/// <param name="recorded">The calls that the process keeps.</param>
/// <param name="log">Is told of every command.</param>
internal sealed class ControlCommands(string client, PatchTrust? trust, bool canWrite, Secrets secrets, RecordedCalls recorded, ILogger log) : IHotpatchControl, IDisposable
{
    private const int LongestCommand = 500;
    private const string Refused = "A library that needs what was trimmed, or a JIT, is refused with the reason.";

    // Of all clients: of two that apply one library, the second replaces the library of the first.
    private static readonly Turn Changes = new();

    private readonly Observations _observations = new();

    /// <summary>Gets the provider of feature flags for the libraries that a client applies; null if the program has none.</summary>
    public IPatchFeatures? Features { get; init; }

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
        return Task.FromResult(Describe());
    }

    public Task<MethodList> ListAsync(ListQuery query, CancellationToken cancellationToken)
    {
        Begin($"list {query.Pattern}{(query.IsPatched ? " --patched" : "")}");
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
        return Watching.RunAsync(MethodSearch.One(query.Method), query, client, secrets, _observations, cancellationToken).WithPatience(Patience.Default, cancellationToken);
    }

    public IAsyncEnumerable<IReadOnlyList<MonitorRow>> MonitorAsync(MonitorQuery query, CancellationToken cancellationToken)
    {
        Begin("monitor " + query.Pattern);
        var found = MethodSearch.All(query.Pattern);
        if (found.Count == 0)
            throw MethodSearch.NotFound(query.Pattern);

        return found.Count <= query.Limit ? Monitoring.RunAsync(found, query, _observations, cancellationToken).WithPatience(Patience.Default, cancellationToken) : throw new ControlException(
            ControlError.Argument, $"At most {query.Limit} methods were expected, but '{query.Pattern}' matches {found.Count}. Write more of their names.");
    }

    public IAsyncEnumerable<TraceDescription> TraceAsync(TraceQuery query, CancellationToken cancellationToken)
    {
        Begin("trace " + query.Method);
        return Tracing.RunAsync(MethodSearch.One(query.Method), query, client, _observations, cancellationToken).WithPatience(Patience.Default, cancellationToken);
    }

    public IAsyncEnumerable<RecordedDescription> RecordAsync(RecordQuery query, CancellationToken cancellationToken)
    {
        Begin("record " + query.Method);
        return Recording.RunAsync(MethodSearch.One(query.Method), query, recorded, secrets, _observations, cancellationToken).WithPatience(Patience.Default, cancellationToken);
    }

    public Task<IReadOnlyList<RecordedDescription>> RecordedAsync(int depth, CancellationToken cancellationToken)
    {
        Begin("record --list");
        return Task.FromResult<IReadOnlyList<RecordedDescription>>([.. recorded.All.Select(call => Recording.Describe(call.Number, call.Call, depth, secrets))]);
    }

    public Task<int> ForgetAsync(CancellationToken cancellationToken)
    {
        Begin("record --clear");
        return Task.FromResult(recorded.Clear());
    }

    public Task<DumpDescription> DumpAsync(CancellationToken cancellationToken)
    {
        Begin("dump");
        return Task.FromResult(Dumping.Describe(Describe(), recorded, secrets));
    }

    public Task<IReadOnlyList<AssemblyDescription>> AssembliesAsync(CancellationToken cancellationToken)
    {
        Begin("assemblies");
        return Task.FromResult(Dumping.Assemblies());
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Refused)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Refused)]
    public Task<ReplayReport> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken)
        => ChangeAsync(
            $"replay {request.Number} --against {request.Against}",
            () => Replaying.RunAsync(request, recorded.Find(request.Number), trust, secrets, cancellationToken));

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Refused)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Refused)]
    public async IAsyncEnumerable<ShadowDescription> ShadowAsync(ApplyRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        BeginChange($"apply {request.Path} --shadow");
        var differences = Applying.ShadowAsync(request, trust, secrets, _observations, cancellationToken).WithPatience(Patience.Default, cancellationToken).GetAsyncEnumerator(cancellationToken);
        await using var ending = differences.ConfigureAwait(false);
        while (await Refusals.TellAsync(() => differences.MoveNextAsync().AsTask()).ConfigureAwait(false))
            yield return differences.Current;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = Refused)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = Refused)]
    public Task<ChangeReport> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken)
        => ChangeAsync(
            $"apply {request.Path}{(request.Share is { } share ? FormattableString.Invariant($" --share {share * 100:0.##}%") : "")}{(request.IsDryRun ? " --dry-run" : "")}",
            () => Changes.RunAsync(() => Applying.RunAsync(request, trust, Features, cancellationToken), cancellationToken));

    public Task<ChangeReport> DecideAsync(CanaryRequest request, CancellationToken cancellationToken)
        => ChangeAsync(
            request.Decision == CanaryDecision.Share ? FormattableString.Invariant($"share {request.Name} {request.Share * 100:0.##}%") : $"{request.Decision.ToString().ToLowerInvariant()} {request.Name}",
            () => Changes.RunAsync(() => Removing.DecideAsync(request, cancellationToken), cancellationToken));

    public Task<ChangeReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken)
    {
        var given = new[] { ("", request.Method), ("--owner ", request.Owner), ("--library ", request.Library) }.Where(part => part.Item2 is not null).ToArray();
        return ChangeAsync(
            "restore " + string.Join(' ', given.Select(part => part.Item1 + part.Item2)),
            () => given.Length == 1
                ? Changes.RunAsync(() => Removing.RestoreAsync(request, cancellationToken), cancellationToken)
                : throw new ControlException(ControlError.Argument, $"A method, an owner or a library was expected, but {given.Length} of them were given."));
    }

    private ProcessDescription Describe()
    {
        using var process = Process.GetCurrentProcess();
        var patches = Patchable.Report().Methods
            .Select(method => method.Entries.Where(entry => entry.Kind != PatchKind.Observer).ToArray())
            .Where(entries => entries.Length > 0)
            .ToArray();
        return new(
            Environment.ProcessId,
            Assembly.GetEntryAssembly()?.GetName().Name ?? process.ProcessName,
            new DateTimeOffset(process.StartTime),
            RuntimeInformation.FrameworkDescription,
            typeof(ControlCommands).Assembly.GetName().Version?.ToString() ?? string.Empty,
            ProtocolVersion.Current,
            canWrite,
            patches.Length,
            patches.Length == 0 ? null : patches.Min(entries => entries.Min(entry => entry.Since)));
    }

    private async Task<T> ChangeAsync<T>(string command, Func<Task<T>> change)
    {
        try
        {
            BeginChange(command);
            return await Refusals.TellAsync(change).ConfigureAwait(false);
        }
        catch (ControlException exception) when (IsKnown)
        {
            log.CommandRefused(client, OneLine(command), exception.Message);
            throw;
        }
    }

    private void Begin(string command)
    {
        if (!IsKnown)
            throw new ControlException(ControlError.Version, "A client that says hello was expected, but this one has not.");

        log.Command(client, OneLine(command));
    }

    // A name with line breaks would look like several lines of the log, and others would move the cursor of a terminal.
    private static string OneLine(string command)
        => string.Concat(command.Take(LongestCommand).Select(character => char.IsControl(character) ? ' ' : character)).TrimEnd();

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
