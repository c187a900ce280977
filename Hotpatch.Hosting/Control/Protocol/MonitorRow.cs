namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>The calls of one method since the measuring began. Calls a second are those since the answer before. Times are in milliseconds; null if no call was timed.</summary>
internal sealed record MonitorRow(
    string Name, long Calls, double CallsPerSecond, long Faults, long InFlight, double? Mean, double? Median, double? P90, double? P99);
