namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A patch library to apply.</summary>
/// <param name="Path">The full path of its file, which the process reads.</param>
/// <param name="GuardCount">How many exceptions within <paramref name="GuardSeconds"/> remove the library; null for any number.</param>
/// <param name="GuardSeconds">The window of the guard, in seconds.</param>
/// <param name="TimeoutMilliseconds">How long to wait for running calls.</param>
internal sealed record ApplyRequest(string Path, int? GuardCount, double GuardSeconds, int TimeoutMilliseconds);
