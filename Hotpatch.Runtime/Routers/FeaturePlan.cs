namespace Hotpatch.Routers;

/// <summary>Picks a target for the calls for which a feature flag is on, or what lies below for the others.</summary>
/// <param name="isOn">Returns whether the flag is on.</param>
/// <param name="target">The target of calls for which the flag is on.</param>
/// <param name="below">The target of the other calls.</param>
/// <param name="hits">Counts the calls for which the flag is on.</param>
internal sealed class FeaturePlan(Func<bool> isOn, Delegate target, Delegate below, HitCount hits) : RouterPlan
{
    public override Delegate Pick(object? self)
    {
        if (!isOn())
            return below;

        hits.Add();
        return target;
    }
}
