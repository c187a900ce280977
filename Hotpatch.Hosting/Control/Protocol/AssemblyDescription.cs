namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>An assembly that the process has, loaded or not.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version; null if it is not loaded.</param>
/// <param name="Path">Its file; null if it was not loaded from one.</param>
/// <param name="IsWoven">Whether it has patchable methods.</param>
internal sealed record AssemblyDescription(string Name, string? Version, string? Path, bool IsWoven);
