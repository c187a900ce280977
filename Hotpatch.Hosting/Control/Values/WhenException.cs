namespace Hotpatch.Hosting.Control.Values;

/// <summary>A condition that can't be evaluated for a call.</summary>
internal sealed class WhenException(string message) : Exception(message);
