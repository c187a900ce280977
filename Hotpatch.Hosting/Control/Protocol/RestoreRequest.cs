namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>Selects the patches to remove. One of the three is set.</summary>
/// <param name="Method">A method, whose replacements and layers are removed.</param>
/// <param name="Owner">An owner, all of whose patches are removed.</param>
/// <param name="Library">The name of a library, which is unloaded.</param>
/// <param name="TimeoutMilliseconds">How long to wait for running calls.</param>
internal sealed record RestoreRequest(string? Method, string? Owner, string? Library, int TimeoutMilliseconds);
