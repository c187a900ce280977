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

    /// <summary>Applies a patch library, as one step.</summary>
    Task<ChangeReport> ApplyAsync(ApplyRequest request, CancellationToken cancellationToken);

    /// <summary>Removes patches: those of a method, of an owner, or of a library.</summary>
    Task<ChangeReport> RestoreAsync(RestoreRequest request, CancellationToken cancellationToken);
}
