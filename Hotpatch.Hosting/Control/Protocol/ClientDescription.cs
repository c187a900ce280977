namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Describes a client.</summary>
/// <param name="Name">The name of the program.</param>
/// <param name="Version">Its version.</param>
/// <param name="Protocol">The version of the protocol that it speaks.</param>
internal sealed record ClientDescription(string Name, string Version, int Protocol);
