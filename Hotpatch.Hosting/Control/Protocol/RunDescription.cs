namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>What one run of a call gave.</summary>
/// <param name="Code">What has run: <c>recorded</c>, <c>original</c>, <c>current</c>, or the name of a library.</param>
/// <param name="Result">The result as text; null for none, and if the run threw.</param>
/// <param name="Exception">The exception as text; null if the run succeeded.</param>
/// <param name="Milliseconds">How long it took.</param>
internal sealed record RunDescription(string Code, string? Result, string? Exception, double Milliseconds);
