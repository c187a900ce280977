namespace Hotpatch.Routers;

/// <summary>Picks the target of the current flow, or what lies below for all other calls.</summary>
/// <param name="method">As for <see cref="FlowFrame"/>.</param>
/// <param name="below">The target of calls outside the flows.</param>
internal sealed class FlowPlan(object method, Delegate below) : RouterPlan
{
    /// <summary>Gets whether the current flow has a target.</summary>
    public bool IsInFlow => FlowFrame.Find(method) is not null;

    /// <summary>Gets the target of calls outside the flows.</summary>
    public Delegate Below => below;

    public override Delegate Pick(object? self) => FlowFrame.Find(method) ?? below;
}
