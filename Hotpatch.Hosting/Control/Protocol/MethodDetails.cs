namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>All that is known of one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="HasOriginal">Whether the source body can be called.</param>
/// <param name="InFlight">How many calls are running; null if they are not counted.</param>
/// <param name="Path">The file of its assembly; null if it was not loaded from a file.</param>
/// <param name="IsReplacedByHotReload">Whether calls see no patch any more.</param>
internal sealed record MethodDetails(MethodDescription Method, bool HasOriginal, int? InFlight, string? Path, bool IsReplacedByHotReload);
