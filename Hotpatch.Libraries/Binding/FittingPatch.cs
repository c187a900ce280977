namespace Hotpatch.Libraries.Binding;

/// <summary>A patch that fits its target, as far as metadata tells: nothing of the library has run.</summary>
/// <param name="Usage">The library's method.</param>
/// <param name="Place">Equal for patches that lie on the same handles.</param>
/// <param name="Target">The name of what is patched.</param>
/// <param name="Method">The name of the library's method.</param>
/// <param name="IsLayer">Whether it is a layer.</param>
internal sealed record FittingPatch(PatchUsage Usage, object Place, string Target, string Method, bool IsLayer)
{
    /// <summary>The handles that are there to be patched.</summary>
    public IReadOnlyList<PatchHandle> Handles { get; init; } = [];

    /// <summary>Makes what comes on the handles, which can run the library's module initialiser.</summary>
    /// <exception cref="PatchLibraryException">It does not fit after all.</exception>
    public required Func<BoundPatch> Bind { get; init; }
}
