using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Func{T1, T2, T3, T4, T5, TResult}"/>. Not for use by hand.</summary>
/// <typeparam name="T1">The type of an argument.</typeparam>
/// <typeparam name="T2">The type of an argument.</typeparam>
/// <typeparam name="T3">The type of an argument.</typeparam>
/// <typeparam name="T4">The type of an argument.</typeparam>
/// <typeparam name="T5">The type of an argument.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class FuncRouter<T1, T2, T3, T4, T5, TResult> : Router
{
    private Func<T1, T2, T3, T4, T5, bool>? _condition;
    private Func<T1, T2, T3, T4, T5, TResult>? _then;
    private Func<T1, T2, T3, T4, T5, TResult>? _below;

    internal override Type? ConditionType => typeof(Func<T1, T2, T3, T4, T5, bool>);

    /// <summary>Routes a call.</summary>
    /// <param name="argument1">An argument.</param>
    /// <param name="argument2">An argument.</param>
    /// <param name="argument3">An argument.</param>
    /// <param name="argument4">An argument.</param>
    /// <param name="argument5">An argument.</param>
    /// <returns>The result.</returns>
    public TResult Invoke(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5)
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Func<T1, T2, T3, T4, T5, TResult>>(Begin(ref call, typeof(T1).IsValueType ? null : (object?)argument1)!);
            if (call.IsPassing)
            {
                call.Pass(ref argument1);
                call.Pass(ref argument2);
                call.Pass(ref argument3);
                call.Pass(ref argument4);
                call.Pass(ref argument5);
            }

            if (target is null)
            {
                if (Run(ref call))
                    continue;

                return Result<TResult>(ref call);
            }

            TResult result;
            try
            {
                result = target(argument1, argument2, argument3, argument4, argument5);
            }
            catch (Exception exception) when (Fault(exception, ref call))
            {
                continue;
            }

            return End(result, ref call);
        }
    }

    internal override Delegate BindCondition(RouterPlan plan, Delegate condition, Delegate then, Delegate below)
    {
        Plan = plan;
        (_condition, _then, _below) = ((Func<T1, T2, T3, T4, T5, bool>)condition, (Func<T1, T2, T3, T4, T5, TResult>)then, (Func<T1, T2, T3, T4, T5, TResult>)below);
        return new Func<T1, T2, T3, T4, T5, TResult>(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        var typed = TargetOf<TypedFrame<T1, T2, T3, T4, T5, NoArgument, NoArgument, NoArgument, TResult>>(frame);
        typed.Returned = TargetOf<Func<T1, T2, T3, T4, T5, TResult>>(target)(typed.A1, typed.A2, typed.A3, typed.A4, typed.A5);
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Func<T1, T2, T3, T4, T5, TResult>(InvokePicked) : Plan.TakesFrames ? new Func<T1, T2, T3, T4, T5, TResult>(InvokeTaken) : new Func<T1, T2, T3, T4, T5, TResult>(Invoke);

    private TResult InvokePicked(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5)
        => TargetOf<Func<T1, T2, T3, T4, T5, TResult>>(Plan.Pick(typeof(T1).IsValueType ? null : (object?)argument1))(argument1, argument2, argument3, argument4, argument5);

    private TResult InvokeTaken(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5)
    {
        if (Plan.PickUntaken() is { } target)
            return TargetOf<Func<T1, T2, T3, T4, T5, TResult>>(target)(argument1, argument2, argument3, argument4, argument5);

        var frame = new TypedFrame<T1, T2, T3, T4, T5, NoArgument, NoArgument, NoArgument, TResult>(this) { A1 = argument1, A2 = argument2, A3 = argument3, A4 = argument4, A5 = argument5 };
        Plan.Take(frame);
        return frame.Returned;
    }

    private TResult InvokeConditionally(T1 argument1, T2 argument2, T3 argument3, T4 argument4, T5 argument5)
    {
        bool holds;
        try
        {
            holds = _condition!(argument1, argument2, argument3, argument4, argument5);
        }
        catch (Exception exception)
        {
            throw Plan.ConditionFailed(exception);
        }

        if (holds)
            Plan.Hit();

        return (holds ? _then! : _below!)(argument1, argument2, argument3, argument4, argument5);
    }
}
