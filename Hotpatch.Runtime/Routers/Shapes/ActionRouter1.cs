using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Action{T1}"/>. Not for use by hand.</summary>
/// <typeparam name="T1">The type of an argument.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class ActionRouter<T1> : Router
{
    private Func<T1, bool>? _condition;
    private Action<T1>? _then;
    private Action<T1>? _below;

    internal override Type? ConditionType => typeof(Func<T1, bool>);

    /// <summary>Routes a call.</summary>
    /// <param name="argument1">An argument.</param>
    public void Invoke(T1 argument1)
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Action<T1>>(Begin(ref call, typeof(T1).IsValueType ? null : (object?)argument1)!);
            if (call.IsPassing)
            {
                call.Pass(ref argument1);
            }

            if (target is null)
            {
                if (Run(ref call))
                    continue;

                return;
            }

            try
            {
                target(argument1);
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
        (_condition, _then, _below) = ((Func<T1, bool>)condition, (Action<T1>)then, (Action<T1>)below);
        return new Action<T1>(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        var typed = TargetOf<TypedFrame<T1, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument>>(frame);
        TargetOf<Action<T1>>(target)(typed.A1);
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Action<T1>(InvokePicked) : Plan.TakesFrames ? new Action<T1>(InvokeTaken) : new Action<T1>(Invoke);

    private void InvokePicked(T1 argument1)
        => TargetOf<Action<T1>>(Plan.Pick(typeof(T1).IsValueType ? null : (object?)argument1))(argument1);

    private void InvokeTaken(T1 argument1)
    {
        if (Plan.PickUntaken() is { } target)
        {
            TargetOf<Action<T1>>(target)(argument1);
            return;
        }

        var frame = new TypedFrame<T1, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument>(this) { A1 = argument1 };
        Plan.Take(frame);
    }

    private void InvokeConditionally(T1 argument1)
    {
        bool holds;
        try
        {
            holds = _condition!(argument1);
        }
        catch (Exception exception)
        {
            throw Plan.ConditionFailed(exception);
        }

        if (holds)
            Plan.Hit();

        (holds ? _then! : _below!)(argument1);
    }
}
