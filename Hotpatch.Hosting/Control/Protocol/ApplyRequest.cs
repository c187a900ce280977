namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A patch library to apply, or to try.</summary>
/// <param name="Path">The full path of its file, which the process reads.</param>
/// <param name="GuardCount">How many exceptions within <paramref name="GuardSeconds"/> remove the library; null for any number.</param>
/// <param name="GuardSeconds">The window of the guard, in seconds.</param>
/// <param name="TimeoutMilliseconds">How long to wait for running calls.</param>
/// <param name="Share">The share of the calls that run the replacements, from 0 to 1; null for what the library says.</param>
/// <param name="IsDryRun">Whether the library is only checked.</param>
internal sealed record ApplyRequest(string Path, int? GuardCount, double GuardSeconds, int TimeoutMilliseconds, double? Share = null, bool IsDryRun = false);
