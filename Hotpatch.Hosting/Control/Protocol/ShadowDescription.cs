namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A call beside which a replacement has run, or how many there have been.</summary>
/// <param name="Method">The method; null for a message that only counts.</param>
/// <param name="Arguments">The arguments.</param>
/// <param name="Run">The call.</param>
/// <param name="Candidate">What the replacement did.</param>
/// <param name="Calls">How many calls were compared so far.</param>
/// <param name="Differences">How many of them differ.</param>
internal sealed record ShadowDescription(
    string? Method, IReadOnlyList<ArgumentDescription> Arguments, RunDescription? Run, RunDescription? Candidate, long Calls, long Differences);
