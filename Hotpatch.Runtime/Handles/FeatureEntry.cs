using Hotpatch.Routers;

namespace Hotpatch.Handles;

/// <summary>A replacement or a layer for the calls for which a feature flag is on.</summary>
/// <param name="handle">The handle.</param>
/// <param name="feature">The name of the flag.</param>
/// <param name="isOn">Returns whether the flag is on for the call that asks.</param>
/// <param name="entry">The replacement or the layer, which gives the place.</param>
internal sealed class FeatureEntry(PatchHandle handle, string feature, Func<bool> isOn, StackEntry entry) : Layer(entry.Priority, entry.Order, entry.Owner)
{
    private readonly HitCount _hits = new();

    public override PatchKind Kind => PatchKind.Feature;

    public override bool IsForeign => false;

    /// <summary>Gets whether the entry is a layer.</summary>
    public bool IsLayer => entry is Layer;

    /// <summary>Gets the target of a replacement; null for a layer.</summary>
    public Delegate? Target => (entry as IReplacing)?.Target;

    public override Delegate Over(Delegate below) => handle.Route(new FeaturePlan(isOn, TargetOver(below), below, _hits));

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running)
        => DescribeOne(TargetOver(handle.Original), $"calls for which {feature} is on", _hits.Value);

    private Delegate TargetOver(Delegate below) => entry is Layer layer ? layer.Over(below) : Target!;
}
