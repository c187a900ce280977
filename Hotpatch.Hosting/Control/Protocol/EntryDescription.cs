namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>One patch, layer or observer.</summary>
internal sealed record EntryDescription(string Kind, string? Owner, string? Target, DateTimeOffset Since, string Calls, long? Runs, double? Share);
