using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Routers;

/// <summary>Sends each call to a target first, and to a second one if the first throws.</summary>
internal sealed class FallbackPlan(Delegate target, Delegate fallback) : RouterPlan
{
    public List<Exception> Faults { get; } = [];

    public int Ends { get; private set; }

    public override bool OnlyPicks => false;

    public override Delegate Pick(object? self) => target;

    public override Delegate Begin(ref RoutedCall call, object? self)
    {
        call.Plan = this;
        return call.State is null ? target : fallback;
    }

    public override bool Fault(ref RoutedCall call, Exception exception)
    {
        Faults.Add(exception);
        var isFirst = call.State is null;
        call.State = "fallen back";
        return isFirst;
    }

    public override void End(ref RoutedCall call, object? result) => Ends++;
}
