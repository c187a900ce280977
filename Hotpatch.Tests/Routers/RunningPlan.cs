using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Tests.Routers;

/// <summary>Runs the target itself with the arguments as objects, which an action may change, and writes them back.</summary>
internal sealed class RunningPlan(Delegate target, Action<object?[]> change) : RouterPlan
{
    private readonly int[] _places = PassableParameters.Of(target.GetType().GetMethod("Invoke")!);

    public override bool OnlyPicks => false;

    public override Delegate Pick(object? self) => target;

    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        call.Frame ??= new ArgumentFrame(_places, target.GetType().GetMethod("Invoke")!.GetParameters().Length);
        return null;
    }

    public override bool Run(ref RoutedCall call)
    {
        if (call.Frame!.IsWritingBack)
            return false;

        change(call.Frame.Values);
        call.Result = target.DynamicInvoke(call.Frame.Values);
        call.Frame.IsWritingBack = true;
        return true;
    }
}
