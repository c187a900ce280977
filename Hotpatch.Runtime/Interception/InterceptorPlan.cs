using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Interception;

/// <summary>Runs an interceptor around one delegate.</summary>
internal sealed class InterceptorPlan : RouterPlan
{
    private readonly Interceptor _interceptor;

    public InterceptorPlan(Interceptor interceptor, Delegate below)
    {
        (_interceptor, Below) = (interceptor, below);
        Shape = interceptor.Shape;
    }

    public override bool OnlyPicks => false;

    public override bool TakesFrames => true;

    public override CallShape Shape { get; }

    public PatchHandle Handle => _interceptor.Handle;

    public Delegate Below { get; }

    public bool IsAsync => _interceptor.IsAsync;

    public override Delegate Pick(object? self) => Below;

    public override void Take(CallFrame frame) => _interceptor.Run(frame);

    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        if (call.Frame is null)
            call.Frame = new ArgumentFrame(Shape.PassedPlaces, Shape.Count);
        else
            call.Frame.IsWritingBack = true;

        return null;
    }

    public override bool Run(ref RoutedCall call)
    {
        if (call.Frame!.IsWritingBack)
            return false;

        var frame = new BoxedFrame(this, call.Frame.Values);
        _interceptor.Run(frame);
        call.Result = frame.Result;
        return Shape.HasReferences;
    }

    /// <summary>Creates the exception for an interceptor that proceeds in the other way.</summary>
    public InvalidOperationException Misused(string member, string other)
        => new($"{Handle.Name}: {(IsAsync ? "an asynchronous interceptor was expected to use" : "an interceptor that returns no task was expected to use")} "
            + $"{other}, but it calls {member}.");
}
