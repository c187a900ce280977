using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Binding;

namespace Hotpatch;

/// <summary>Describes one applied patch of a patch library. Does not keep the library in memory.</summary>
/// <remarks>Thread safety: instances are immutable.</remarks>
public sealed class AppliedPatch
{
    private readonly PatchHandle? _handle;
    private readonly WeakReference<PatchHandle>? _collectible;

    internal AppliedPatch(string target, string method, string owner, int priority, bool isLayer)
        => (Target, Method, Owner, Priority, IsLayer) = (target, method, owner, priority, isLayer);

    /// <summary>
    /// Gets the full name of the patched method: <see cref="PatchHandle.Name"/> or <see cref="GenericPatchHandle.Name"/> of its handle.
    /// </summary>
    public string Target { get; }

    /// <summary>
    /// Gets the handle of the patched method; null if the patch holds for all instantiations of a generic method, or if the handle has left memory with
    /// its library.
    /// </summary>
    public PatchHandle? Handle
    {
        get => _handle ?? (_collectible is not null && _collectible.TryGetTarget(out var handle) ? handle : null);

        // A strong reference to an instantiation with type arguments of the library would keep the library in memory.
        internal init
        {
            if (value!.Method.IsCollectible)
                _collectible = new WeakReference<PatchHandle>(value);
            else
                _handle = value;
        }
    }

    /// <summary>Gets the handle of a generic method whose instantiations are all patched; null for a patch of one method.</summary>
    public GenericPatchHandle? GenericHandle { get; internal init; }

    /// <summary>Gets the full name of the library's method.</summary>
    public string Method { get; }

    /// <summary>Gets whether the patch is a layer; if false, it is a replacement.</summary>
    public bool IsLayer { get; }

    /// <summary>Gets the owner of the patch: <see cref="LibraryPatchAttribute.Owner"/>, or the library's name if that is not set.</summary>
    public string Owner { get; }

    /// <summary>Gets the priority of the patch: <see cref="LibraryPatchAttribute.Priority"/>.</summary>
    public int Priority { get; }

    /// <summary>
    /// Gets or sets the share of the calls that run the replacement, from 0 to 1. A change holds for the next call. 1 for patches without
    /// <see cref="LibraryPatchAttribute.Share"/>.
    /// </summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not a number from 0 to 1.</exception>
    /// <exception cref="PatchException">The patch has no share, since the library's attribute doesn't set one.</exception>
    public double Share
    {
        get => Part?.Value ?? 1;
        set
        {
            if (Part is not { } part)
            {
                throw new PatchException(
                    $"{Target}: can't change the share of the calls that run {Method}. A patch with {nameof(LibraryPatchAttribute.Share)} in its attribute was "
                    + "expected, but this one has none. Set it there, to 1 for all calls at first.");
            }

            part.Value = value;
        }
    }

    /// <summary>Gets the name of the feature flag that decides which calls run the patch: <see cref="LibraryPatchAttribute.Feature"/>. Null for none.</summary>
    public string? Feature { get; internal init; }

    internal PatchShare? Part { get; init; }

    /// <summary>Returns the description of the same patch without a share.</summary>
    internal AppliedPatch Promoted()
        => Handle is { } handle
            ? new AppliedPatch(Target, Method, Owner, Priority, IsLayer) { Handle = handle, GenericHandle = GenericHandle, Feature = Feature }
            : new AppliedPatch(Target, Method, Owner, Priority, IsLayer) { GenericHandle = GenericHandle, Feature = Feature };

    /// <summary>Returns the names of the patched method and of the library's method.</summary>
    /// <returns>"target: method".</returns>
    public override string ToString() => $"{Target}: {Method}";
}
