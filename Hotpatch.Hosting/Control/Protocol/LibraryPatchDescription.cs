namespace Hotpatch.Hosting.Control.Protocol;

/// <summary>A patch of a library.</summary>
/// <param name="Target">The full name of the patched method.</param>
/// <param name="Method">The full name of the library's method.</param>
/// <param name="IsLayer">Whether it is a layer.</param>
internal sealed record LibraryPatchDescription(string Target, string Method, bool IsLayer);
