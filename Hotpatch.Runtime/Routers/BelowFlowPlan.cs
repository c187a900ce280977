namespace Hotpatch.Routers;

/// <summary>Picks the target below the layer of one flow: that of a frame farther out, or what calls outside the flows run now.</summary>
/// <param name="frame">The frame of the layer.</param>
/// <param name="method">As for <see cref="FlowFrame"/>.</param>
/// <param name="below">Returns the target of calls outside the flows.</param>
internal sealed class BelowFlowPlan(FlowFrame frame, object method, Func<Delegate> below) : RouterPlan
{
    public override Delegate Pick(object? self) => frame.PickOuter(method) ?? below();
}
