using System.ComponentModel;
using System.Reflection;
using Hotpatch.Handles;

namespace Hotpatch.Infrastructure;

/// <summary>A replacement or a layer with a priority and an owner, ready to be added to one handle. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchEntry
{
    private PatchEntry(StackEntry entry) => Entry = entry;

    /// <summary>Gets whether the entry is a layer; otherwise it is a replacement.</summary>
    public bool IsLayer => Entry is Layer { Kind: PatchKind.Layer } or FeatureEntry { IsLayer: true };

    /// <summary>Gets the delegate that a replacement runs, for all calls or for some; null for others.</summary>
    public Delegate? Target => (Entry as IReplacing)?.Target ?? (Entry as FeatureEntry)?.Target;

    internal StackEntry Entry { get; }

    /// <summary>Returns the entry of a replacement for all calls, in the same place; null if this one is not for a share of the calls.</summary>
    /// <returns>The entry.</returns>
    public PatchEntry? Promoted() => PromotedOf(Entry) is { } replacement ? new(replacement) : null;

    /// <summary>Creates a replacement.</summary>
    /// <param name="handle">The handle of the method to replace.</param>
    /// <param name="replacement">A delegate of the handle's type, or of another type with the same signature.</param>
    /// <param name="rank">The entry's place and owner.</param>
    /// <returns>The entry.</returns>
    /// <exception cref="InvalidReplacementException">The delegate doesn't fit the handle.</exception>
    /// <exception cref="PatchException">The rank has a share, a guard or a feature, and the method's calls can't be routed.</exception>
    public static PatchEntry Replacement(PatchHandle handle, Delegate replacement, PatchRank rank)
    {
        var target = handle.Conform(replacement);
        if (rank.ShadowReport is { } report)
            return new(new PatchShadow(handle, target, report, new ShadowOptions { Owner = rank.Owner }, rank.Share?.Share).Entry);

        if (rank.Guard is { Guard: var guard })
            target = guard.Protect(handle, target);

        if (rank.Feature is { } feature)
            return new(new FeatureEntry(handle.Routable(), feature.Name, feature.IsOn, new Replacement(target, rank.Priority, rank.Order, rank.Owner)));

        return new(rank.Share is { Share: var share }
            ? new CanaryEntry(handle.Routable(), share, condition: null, target, rank.Owner, rank.Priority, rank.Order)
            : new Replacement(target, rank.Priority, rank.Order, rank.Owner));
    }

    internal static Replacement? PromotedOf(StackEntry? entry)
        => entry is CanaryEntry canary ? new Replacement(canary.Target, canary.Priority, canary.Order, canary.Owner) : null;

    /// <summary>Creates a layer from a static method whose first parameter is the delegate below the layer.</summary>
    /// <param name="handle">The handle of the method to wrap.</param>
    /// <param name="method">The static method, without open type parameters.</param>
    /// <param name="rank">The entry's place and owner.</param>
    /// <param name="problem">If the method doesn't fit: what was expected and what was found.</param>
    /// <returns>The entry; null if the method doesn't fit.</returns>
    /// <exception cref="PatchException">The rank has a feature, and the method's calls can't be routed.</exception>
    public static PatchEntry? TryLayer(PatchHandle handle, MethodInfo method, PatchRank rank, out string? problem)
        => MethodLayer.TryCreate(handle, method, rank.Priority, rank.Order, rank.Owner, out problem, rank.Guard?.Guard) is not { } layer ? null
            : rank.Feature is { } feature ? new(new FeatureEntry(handle.Routable(), feature.Name, feature.IsOn, layer))
            : new(layer);
}
