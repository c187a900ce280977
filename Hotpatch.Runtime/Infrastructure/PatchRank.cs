using System.ComponentModel;

namespace Hotpatch.Infrastructure;

/// <summary>The place of an entry among the entries of a handle, and its owner. Not for use by hand.</summary>
/// <param name="priority">Entries of a higher priority lie farther out.</param>
/// <param name="order">
/// Among entries of equal priority that both have an order, the greater (ordinal comparison) lies farther out. Null to lie on top.
/// </param>
/// <param name="owner">The name of who is responsible.</param>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class PatchRank(int priority, string? order, string owner)
{
    /// <summary>Gets or sets the guard that counts the entry's faults; null for none.</summary>
    public PatchGuard? Guard { get; init; }

    /// <summary>Gets or sets the share of the calls that run a replacement; null for all.</summary>
    public PatchShare? Share { get; init; }

    /// <summary>Gets or sets the feature flag that decides which calls run the entry; null for all calls.</summary>
    public PatchFeature? Feature { get; init; }

    /// <summary>Gets or sets the delegate that gets each call if a replacement only runs beside its target; null if it runs in its place.</summary>
    public Action<ShadowReport>? ShadowReport { get; init; }

    internal int Priority => priority;

    internal string? Order => order;

    internal string Owner => owner;
}
