using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Binding;

/// <summary>A patch that fits its target: what lies, or shall lie, on the target's handle.</summary>
/// <param name="Usage">The library's method.</param>
/// <param name="Applied">What is told of it.</param>
internal sealed record BoundPatch(PatchUsage Usage, AppliedPatch Applied)
{
    /// <summary>The one handle that is patched, if it is one.</summary>
    public PatchHandle? Handle { get; init; }

    /// <summary>The handle of all instantiations, if all are.</summary>
    public GenericPatchHandle? Generic { get; init; }

    /// <summary>For one handle: what comes on it.</summary>
    public PatchEntry? Entry { get; init; }

    /// <summary>For all instantiations of a generic method: what makes it for each.</summary>
    public GenericPatchEntry? Factory { get; init; }

    /// <summary>Whether this can take the place of another where that lies: only what has the same rank.</summary>
    public bool CanFollow(BoundPatch other) => Applied.IsLayer == other.Applied.IsLayer && Applied.Priority == other.Applied.Priority;
}
