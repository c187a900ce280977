namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>An argument: its parameter's name, and its value as text.</summary>
internal sealed record ArgumentDescription(string Name, string Value);
