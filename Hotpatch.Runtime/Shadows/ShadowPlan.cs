using System.Runtime.ExceptionServices;
using Hotpatch.Routers;
using Hotpatch.Woven;

namespace Hotpatch.Shadows;

/// <summary>
/// Runs a candidate beside what lies below, for a share of the calls. The caller gets what lies below, which runs with the caller's own references:
/// with copies, a change that another thread makes at the same time would be lost.
/// </summary>
/// <param name="shape">The shape of the method.</param>
/// <param name="shadow">The candidate, and who is told.</param>
/// <param name="below">The delegate below the router.</param>
internal sealed class ShadowPlan(CallShape shape, PatchShadow shadow, Delegate below) : RouterPlan
{
    public override bool OnlyPicks => false;

    public override bool TakesFrames => true;

    public override bool WantsResult => true;

    public override bool WatchesTasks => true;

    public override CallShape Shape => shape;

    public override bool RunsOther(Delegate original) => RunsOther(below, original);

    public override Delegate Pick(object? self) => below;

    public override Delegate? PickUntaken() => shadow.Part.HasNext() && !ShadowContext.IsInside ? null : below;

    /// <summary>Runs a call of a method with a <c>Func</c> or <c>Action</c> type, which has no references.</summary>
    public override void Take(CallFrame frame)
    {
        var call = new ShadowCall(shadow, frame.Copy());
        call.Begin();
        try
        {
            Take(frame, call);
        }
        finally
        {
            call.RunAfter();
        }
    }

    // Other methods begin twice: first without a target, so that the router passes the arguments, of which Run keeps copies for the candidate; then with
    // the target, which the router calls with the caller's references. If the target has thrown, they begin once more.
    public override Delegate? Begin(ref RoutedCall call, object? self)
    {
        switch (call.State)
        {
            case ShadowCall { Exception: { } exception } failed:
                call.Plan = null;
                failed.RunAfter();
                ExceptionDispatchInfo.Capture(exception).Throw();
                break;
            case ShadowCall running:
                call.Plan = this;
                running.Begin();
                return below;
        }

        if (PickUntaken() is { } target)
            return target;

        call.Frame = ArgumentFrame.Of(shape);
        return null;
    }

    public override bool Run(ref RoutedCall call)
    {
        call.State = new ShadowCall(shadow, new BoxedFrame(this, call.Frame!.Values));
        call.Frame = null;
        return true;
    }

    /// <summary>
    /// Reports the exception. If the candidate runs after the method, catches it: now, the method's <c>finally</c> blocks have not run, and the candidate
    /// could wait for what they release.
    /// </summary>
    public override bool Fault(ref RoutedCall call, Exception exception)
    {
        var state = (ShadowCall)call.State!;
        state.Fail(exception);
        return state.RunsAfter;
    }

    public override void Returned(ref RoutedCall call) => ((ShadowCall)call.State!).RunAfter();

    public override void End(ref RoutedCall call, object? result)
    {
        var state = (ShadowCall)call.State!;
        state.End(result);
        if (shape.Task is null)
            state.RunAfter();
    }

    public override void EndTask(ref RoutedCall call, Task task, TaskKind kind) => ((ShadowCall)call.State!).End(task, kind);

    private void Take(CallFrame frame, ShadowCall call)
    {
        try
        {
            frame.Run(below);
        }
        catch (Exception exception) when (Fail(exception))
        {
            throw;
        }

        ShadowCall.Watch(frame, call.End, call.End);

        // In a filter: the exception reaches the caller as if nobody had seen it.
        bool Fail(Exception exception)
        {
            call.Fail(exception);
            return false;
        }
    }
}
