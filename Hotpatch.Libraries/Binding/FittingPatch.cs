namespace Hotpatch.Libraries.Binding;

/// <summary>A patch that fits its target according to metadata. No code of the library has run yet.</summary>
/// <param name="Usage">The library's method, with its attributes.</param>
/// <param name="Place">A key that is equal for patches of the same target.</param>
/// <param name="Target">The name of the target.</param>
/// <param name="Method">The name of the library's method.</param>
/// <param name="IsLayer">Whether the patch is a layer.</param>
internal sealed record FittingPatch(PatchUsage Usage, object Place, string Target, string Method, bool IsLayer)
{
    /// <summary>Gets the handles that the patch affects, as far as they exist already.</summary>
    public IReadOnlyList<PatchHandle> Handles { get; init; } = [];

    /// <summary>Gets the function that creates the delegates. Calling it can run the library's module initialiser.</summary>
    /// <exception cref="PatchLibraryException">The runtime cannot create a delegate.</exception>
    public required Func<BoundPatch> Bind { get; init; }
}
