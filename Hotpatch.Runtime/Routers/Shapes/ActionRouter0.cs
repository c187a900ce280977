using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Action"/>. Not for use by hand.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class ActionRouter : Router
{
    private Func<bool>? _condition;
    private Action? _then;
    private Action? _below;

    internal override Type? ConditionType => typeof(Func<bool>);

    /// <summary>Routes a call.</summary>
    public void Invoke()
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Action>(Begin(ref call, null)!);
            if (target is null)
            {
                if (Run(ref call))
                    continue;

                return;
            }

            try
            {
                target();
            }
            catch (Exception exception) when (Fault(exception, ref call))
            {
                continue;
            }

            EndVoid(ref call);
            return;
        }
    }

    internal override Delegate BindCondition(RouterPlan plan, Delegate condition, Delegate then, Delegate below)
    {
        Plan = plan;
        (_condition, _then, _below) = ((Func<bool>)condition, (Action)then, (Action)below);
        return new Action(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        TargetOf<Action>(target)();
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Action(InvokePicked) : Plan.TakesFrames ? new Action(InvokeTaken) : new Action(Invoke);

    private void InvokePicked()
        => TargetOf<Action>(Plan.Pick(null))();

    private void InvokeTaken()
    {
        if (Plan.PickUntaken() is { } target)
        {
            TargetOf<Action>(target)();
            return;
        }

        var frame = new TypedFrame<NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument>(this);
        Plan.Take(frame);
    }

    private void InvokeConditionally()
    {
        bool holds;
        try
        {
            holds = _condition!();
        }
        catch (Exception exception)
        {
            throw Plan.ConditionFailed(exception);
        }

        if (holds)
            Plan.Hit();

        (holds ? _then! : _below!)();
    }
}
