using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Routers;

/// <summary>Reads the arguments and the result of each call.</summary>
internal sealed class RecordingPlan(Delegate target) : RouterPlan
{
    private readonly int[] _places = PassableParameters.Of(target.GetType().GetMethod("Invoke")!);

    public List<object?[]> Arguments { get; } = [];

    public List<object?> Results { get; } = [];

    public override bool OnlyPicks => false;

    public override bool WantsResult => true;

    public override Delegate Pick(object? self) => target;

    public override Delegate Begin(ref RoutedCall call, object? self)
    {
        call.Plan = this;
        call.Frame = new ArgumentFrame(_places, target.GetType().GetMethod("Invoke")!.GetParameters().Length);
        Arguments.Add(call.Frame.Values);
        return target;
    }

    public override void End(ref RoutedCall call, object? result) => Results.Add(result);
}
