namespace Hotpatch.Routers;

/// <summary>Picks the target of the current flow, or what lies below for all other calls.</summary>
/// <param name="method">As for <see cref="FlowFrame"/>.</param>
/// <param name="below">The target of calls outside the flows.</param>
internal sealed class FlowPlan(object method, Delegate below) : RouterPlan
{
    public override Delegate Pick(object? self) => FlowFrame.Pick(method) ?? below;

    public override bool RunsOther(Delegate original) => FlowFrame.Has(method) || RunsOther(below, original);
}
