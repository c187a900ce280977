namespace Hotpatch.Routers;

/// <summary>Picks a target for a share of the calls at random, or what lies below for the others.</summary>
/// <param name="share">The share.</param>
/// <param name="target">The target of calls in the share.</param>
/// <param name="below">The target of the other calls.</param>
/// <param name="hits">Counts the calls in the share.</param>
internal sealed class SharePlan(Share share, Delegate target, Delegate below, HitCount hits) : RouterPlan
{
    public override Delegate Pick(object? self)
    {
        if (!share.HasNext())
            return below;

        hits.Add();
        return target;
    }
}
