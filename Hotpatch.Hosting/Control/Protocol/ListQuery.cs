namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects methods.</summary>
/// <param name="Pattern">A name, a part of it from a dot on, or a pattern with <c>*</c>; null for all.</param>
/// <param name="IsPatched">Whether only methods on which something lies are asked for.</param>
/// <param name="Limit">How many are returned at most.</param>
internal sealed record ListQuery(string? Pattern, bool IsPatched, int Limit = 1000);
