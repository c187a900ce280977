namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Describes a process.</summary>
/// <param name="Id">The id of the process.</param>
/// <param name="Name">The name of the program.</param>
/// <param name="Started">When it was started.</param>
/// <param name="Framework">The .NET runtime.</param>
/// <param name="Version">The version of Hotpatch.</param>
/// <param name="Protocol">The version of the protocol that it speaks.</param>
/// <param name="CanWrite">Whether commands that change something are allowed.</param>
/// <param name="Patched">How many methods are patched.</param>
/// <param name="PatchedSince">When the oldest patch was made; null if there is none.</param>
internal sealed record ProcessDescription(
    int Id, string Name, DateTimeOffset Started, string Framework, string Version, int Protocol, bool CanWrite, int Patched, DateTimeOffset? PatchedSince);
