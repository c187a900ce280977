using Hotpatch.Infrastructure;

namespace Hotpatch.Libraries.Binding;

/// <summary>A patch that is ready to be applied: its delegates exist.</summary>
/// <param name="Usage">The library's method, with its attributes.</param>
/// <param name="Applied">The description of the patch for the program.</param>
internal sealed record BoundPatch(PatchUsage Usage, AppliedPatch Applied)
{
    /// <summary>Gets the patched handle; null if all instantiations of a generic method are patched.</summary>
    public PatchHandle? Handle { get; init; }

    /// <summary>Gets the patched generic method; null if one handle is patched.</summary>
    public GenericPatchHandle? Generic { get; init; }

    /// <summary>Gets the entry for <see cref="Handle"/>.</summary>
    public PatchEntry? Entry { get; init; }

    /// <summary>Gets the factory that creates the entry for each instantiation of <see cref="Generic"/>.</summary>
    public GenericPatchEntry? Factory { get; init; }

    /// <summary>Gets whether the patch only runs beside its target.</summary>
    public bool IsShadow { get; init; }

    /// <summary>Returns the patch for all calls; itself if it has no share, or runs beside its target.</summary>
    public BoundPatch Promoted()
        => Applied.Part is null || IsShadow
            ? this
            : this with { Applied = Applied.Promoted(), Entry = Entry?.Promoted(), Factory = Factory?.Promoted() };

    /// <summary>Returns whether this patch can take the exact place of another one. Both must have the same rank.</summary>
    public bool CanFollow(BoundPatch other) => Applied.IsLayer == other.Applied.IsLayer && Applied.Priority == other.Applied.Priority;
}
