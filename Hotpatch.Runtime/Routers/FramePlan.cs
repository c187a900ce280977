using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>Takes each call as a <see cref="CallFrame"/>, whatever the router.</summary>
/// <param name="shape">The shape of the method.</param>
/// <param name="below">The delegate below the router.</param>
internal abstract class FramePlan(CallShape shape, Delegate below) : RouterPlan
{
    public sealed override bool OnlyPicks => false;

    public sealed override bool TakesFrames => true;

    public sealed override CallShape Shape => shape;

    public Delegate Below => below;

    public sealed override Delegate Pick(object? self) => below;

    public sealed override Delegate? Begin(ref RoutedCall call, object? self)
    {
        if (call.Frame is not null)
            call.Frame.IsWritingBack = true;
        else if (PickUntaken() is { } target)
            return target;
        else
            call.Frame = ArgumentFrame.Of(Shape, Shape.AreWritten);

        return null;
    }

    public sealed override bool Run(ref RoutedCall call)
    {
        if (call.Frame!.IsWritingBack)
            return false;

        var frame = new BoxedFrame(this, call.Frame.Values);
        Take(frame);
        call.Result = frame.Result;
        return Shape.HasReferences;
    }
}
