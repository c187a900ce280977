namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the methods to measure.</summary>
/// <param name="Pattern">As for <see cref="ListQuery"/>.</param>
/// <param name="Interval">The time between two answers, in milliseconds.</param>
/// <param name="Limit">How many methods are measured at most.</param>
internal sealed record MonitorQuery(string Pattern, int Interval = 1000, int Limit = 1000);
