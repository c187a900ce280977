using Hotpatch.Handles;
using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>The entry of one candidate among those of a handle.</summary>
internal sealed class ShadowEntry(PatchHandle handle, CallShape shape, PatchShadow shadow, string? owner) : Layer(priority: 0, order: null, owner)
{
    public override PatchKind Kind => PatchKind.Shadow;

    public override bool IsForeign => false;

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running)
        => DescribeOne(shadow.Candidate, FormattableString.Invariant($"beside {shadow.Share * 100:0.##} % of the calls"), shadow.Calls, shadow.Share);

    public override Delegate Over(Delegate below) => handle.Route(new ShadowPlan(shape, shadow, below));
}
