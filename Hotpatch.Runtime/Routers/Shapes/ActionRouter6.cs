using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Action{T1, T2, T3, T4, T5, T6}"/>. Not for use by hand.</summary>
/// <typeparam name="T1">The type of an argument.</typeparam>
/// <typeparam name="T2">The type of an argument.</typeparam>
/// <typeparam name="T3">The type of an argument.</typeparam>
/// <typeparam name="T4">The type of an argument.</typeparam>
/// <typeparam name="T5">The type of an argument.</typeparam>
/// <typeparam name="T6">The type of an argument.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class ActionRouter<T1, T2, T3, T4, T5, T6> : Router
{
    private Func<T1, T2, T3, T4, T5, T6, bool>? _condition;
    private Action<T1, T2, T3, T4, T5, T6>? _then;
    private Action<T1, T2, T3, T4, T5, T6>? _below;

    internal override Type? ConditionType => typeof(Func<T1, T2, T3, T4, T5, T6, bool>);

    /// <summary>Routes a call.</summary>
    /// <param name="argument1">An argument.</param>
    /// <param name="argument2">An argument.</param>
    /// <param name="argument3">An argument.</param>
    /// <param name="argument4">An argument.</param>
    /// <param name="argument5">An argument.</param>
    /// <param name="argument6">An argument.</param>
    public void Invoke(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5, T6 argument6)
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Action<T1, T2, T3, T4, T5, T6>>(Begin(ref call, typeof(T1).IsValueType ? null : (object?)argument1)!);
            if (call.IsPassing)
            {
                call.Pass(ref argument1);
                call.Pass(ref argument2);
                call.Pass(ref argument3);
                call.Pass(ref argument4);
                call.Pass(ref argument5);
                call.Pass(ref argument6);
            }

            if (target is null)
            {
                if (Run(ref call))
                    continue;

                return;
            }

            try
            {
                target(argument1, argument2, argument3, argument4, argument5, argument6);
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
        (_condition, _then, _below) = ((Func<T1, T2, T3, T4, T5, T6, bool>)condition, (Action<T1, T2, T3, T4, T5, T6>)then, (Action<T1, T2, T3, T4, T5, T6>)below);
        return new Action<T1, T2, T3, T4, T5, T6>(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        var typed = TargetOf<TypedFrame<T1, T2, T3, T4, T5, T6, NoArgument, NoArgument, NoArgument>>(frame);
        TargetOf<Action<T1, T2, T3, T4, T5, T6>>(target)(typed.A1, typed.A2, typed.A3, typed.A4, typed.A5, typed.A6);
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Action<T1, T2, T3, T4, T5, T6>(InvokePicked) : Plan.TakesFrames ? new Action<T1, T2, T3, T4, T5, T6>(InvokeTaken) : new Action<T1, T2, T3, T4, T5, T6>(Invoke);

    private void InvokePicked(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5, T6 argument6)
        => TargetOf<Action<T1, T2, T3, T4, T5, T6>>(Plan.Pick(typeof(T1).IsValueType ? null : (object?)argument1))(argument1, argument2, argument3, argument4, argument5, argument6);

    private void InvokeTaken(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5, T6 argument6)
    {
        if (Plan.PickUntaken() is { } target)
        {
            TargetOf<Action<T1, T2, T3, T4, T5, T6>>(target)(argument1, argument2, argument3, argument4, argument5, argument6);
            return;
        }

        var frame = new TypedFrame<T1, T2, T3, T4, T5, T6, NoArgument, NoArgument, NoArgument>(this) { A1 = argument1, A2 = argument2, A3 = argument3, A4 = argument4, A5 = argument5, A6 = argument6 };
        Plan.Take(frame);
    }

    private void InvokeConditionally(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5, T6 argument6)
    {
        bool holds;
        try
        {
            holds = _condition!(argument1, argument2, argument3, argument4, argument5, argument6);
        }
        catch (Exception exception)
        {
            throw Plan.ConditionFailed(exception);
        }

        if (holds)
            Plan.Hit();

        (holds ? _then! : _below!)(argument1, argument2, argument3, argument4, argument5, argument6);
    }
}
