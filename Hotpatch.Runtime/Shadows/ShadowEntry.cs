using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>The entry of one candidate among those of a handle.</summary>
internal sealed class ShadowEntry(PatchHandle handle, CallShape shape, PatchShadow shadow, string? owner) : Layer(priority: 0, order: null, owner)
{
    public override EntryKind Kind => EntryKind.Shadow;

    public override bool IsForeign => false;

    public override Delegate Over(Delegate below) => handle.Route(new ShadowPlan(shape, shadow, below));
}
