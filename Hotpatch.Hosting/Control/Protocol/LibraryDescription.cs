namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A patch library that is applied.</summary>
/// <param name="Name">The name.</param>
/// <param name="Version">The version.</param>
/// <param name="Path">Its file; null if it was not loaded from one.</param>
/// <param name="Share">The share of the calls that run its replacements.</param>
/// <param name="Faults">How many exceptions its guard has counted; null without a guard.</param>
/// <param name="Patches">Its patches: the method that is patched and that of the library.</param>
/// <param name="Skipped">Why patches were left out.</param>
internal sealed record LibraryDescription(
    string Name, string? Version, string? Path, double Share, long? Faults, IReadOnlyList<LibraryPatchDescription> Patches, IReadOnlyList<string> Skipped);
