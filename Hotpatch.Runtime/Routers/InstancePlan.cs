using System.Runtime.CompilerServices;

namespace Hotpatch.Routers;

/// <summary>Picks the target of the call's instance, or what lies below for all other instances.</summary>
/// <param name="targets">The instances with their targets, which this doesn't keep in memory.</param>
/// <param name="below">The target of calls on other instances.</param>
internal sealed class InstancePlan(ConditionalWeakTable<object, InstanceTargets> targets, Delegate below) : RouterPlan
{
    public override Delegate Pick(object? self)
    {
        if (self is null || !targets.TryGetValue(self, out var found) || found.Top is not { } target)
            return below;

        found.Hits.Add();
        return target;
    }
}
