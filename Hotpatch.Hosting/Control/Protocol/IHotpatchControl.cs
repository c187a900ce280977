using StreamJsonRpc;

namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>The commands of the control channel. The tool calls them over JSON-RPC; names and records are the protocol.</summary>
/// <remarks>
/// A command that can't be carried out fails with a code of <see cref="ControlError"/>. Sequences end when the client stops reading or goes away.
/// </remarks>
[JsonRpcContract]
internal partial interface IHotpatchControl
{
    /// <summary>Tells who the client is, and returns what the process is. To be called first.</summary>
    Task<ProcessDescription> HelloAsync(ClientDescription client, CancellationToken cancellationToken);

    /// <summary>Returns the patchable methods that match a pattern.</summary>
    Task<MethodList> ListAsync(ListQuery query, CancellationToken cancellationToken);

    /// <summary>Returns what is known of one method.</summary>
    Task<MethodDetails> ShowAsync(string method, CancellationToken cancellationToken);

    /// <summary>Returns the calls of one method as they end.</summary>
    IAsyncEnumerable<CallDescription> WatchAsync(WatchQuery query, CancellationToken cancellationToken);

    /// <summary>Returns a row for each method that matches a pattern, again and again.</summary>
    IAsyncEnumerable<IReadOnlyList<MonitorRow>> MonitorAsync(MonitorQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the tree of patchable calls below each call of one method, as these end.</summary>
    IAsyncEnumerable<TraceDescription> TraceAsync(TraceQuery query, CancellationToken cancellationToken);

    /// <summary>Keeps the next calls of one method in the process, and returns them.</summary>
    IAsyncEnumerable<RecordedDescription> RecordAsync(RecordQuery query, CancellationToken cancellationToken);

    /// <summary>Returns the calls that the process keeps.</summary>
    Task<IReadOnlyList<RecordedDescription>> RecordedAsync(int depth, CancellationToken cancellationToken);

    /// <summary>Forgets the calls that the process keeps, and returns how many there were.</summary>
    Task<int> ForgetAsync(CancellationToken cancellationToken);

    /// <summary>Runs a recorded call again, and compares.</summary>
    Task<ReplayReport> ReplayAsync(ReplayRequest request, CancellationToken cancellationToken);

    /// <summary>Returns all that is known of the process.</summary>
    Task<DumpDescription> DumpAsync(CancellationToken cancellationToken);

    /// <summary>Returns the assemblies that are loaded, and those that the process could load.</summary>
    Task<IReadOnlyList<AssemblyDescription>> AssembliesAsync(CancellationToken cancellationToken);

    /// <summary>Runs the replacements of a patch library beside their methods while the client reads, and returns how the results differ.</summary>
    IAsyncEnumerable<ShadowDescription> ShadowAsync(ApplyRequest request, CancellationToken cancellationToken);

    /// <summary>Decides about a patch library that holds for a share of the calls.</summary>
    Task<ChangeReport> DecideAsync(CanaryRequest request, CancellationToken cancellationToken);

    /// <summary>Applies a patch library, as one step. One of the same name that is applied is replaced.</summary>
    Task<ChangeReport> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken);

    /// <summary>Removes patches: those of a method, of an owner, or of a library.</summary>
    Task<ChangeReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken);
}
