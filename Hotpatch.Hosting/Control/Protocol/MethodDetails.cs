namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>All that is known of one method.</summary>
/// <param name="Method">The method.</param>
/// <param name="HasOriginal">Whether the source body can be called.</param>
/// <param name="InFlight">How many calls are running; null if they are not counted.</param>
/// <param name="Path">The file of its assembly; null if it was not loaded from a file.</param>
/// <param name="IsReplacedByHotReload">Whether calls see no patch any more.</param>
/// <param name="Code">Where its code is, as far as that is in files.</param>
/// <param name="ParameterNames">The names of its parameters.</param>
/// <param name="Signature">What a patch of it must look like; null for a generic method.</param>
internal sealed record MethodDetails(
    MethodDescription Method, bool HasOriginal, int? InFlight, string? Path, bool IsReplacedByHotReload, IReadOnlyList<CodeDescription> Code, IReadOnlyList<string> ParameterNames, SignatureDescription? Signature);
