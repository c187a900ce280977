using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Func{T1, TResult}"/>. Not for use by hand.</summary>
/// <typeparam name="T1">The type of an argument.</typeparam>
/// <typeparam name="TResult">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class FuncRouter<T1, TResult> : Router
{
    private Func<T1, bool>? _condition;
    private Func<T1, TResult>? _then;
    private Func<T1, TResult>? _below;

    internal override Type? ConditionType => typeof(Func<T1, bool>);

    /// <summary>Routes a call.</summary>
    /// <param name="argument1">An argument.</param>
    /// <returns>The result.</returns>
    public TResult Invoke(T1 argument1)
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Func<T1, TResult>>(Begin(ref call, typeof(T1).IsValueType ? null : (object?)argument1)!);
            if (call.IsPassing)
            {
                call.Pass(ref argument1);
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
                result = target(argument1);
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
        (_condition, _then, _below) = ((Func<T1, bool>)condition, (Func<T1, TResult>)then, (Func<T1, TResult>)below);
        return new Func<T1, TResult>(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        var typed = TargetOf<TypedFrame<T1, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, TResult>>(frame);
        typed.Returned = TargetOf<Func<T1, TResult>>(target)(typed.A1);
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Func<T1, TResult>(InvokePicked) : Plan.TakesFrames ? new Func<T1, TResult>(InvokeTaken) : new Func<T1, TResult>(Invoke);

    private TResult InvokePicked(T1 argument1)
        => TargetOf<Func<T1, TResult>>(Plan.Pick(typeof(T1).IsValueType ? null : (object?)argument1))(argument1);

    private TResult InvokeTaken(T1 argument1)
    {
        if (Plan.PickUntaken() is { } target)
            return TargetOf<Func<T1, TResult>>(target)(argument1);

        var frame = new TypedFrame<T1, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, TResult>(this) { A1 = argument1 };
        Plan.Take(frame);
        return frame.Returned;
    }

    private TResult InvokeConditionally(T1 argument1)
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

        return (holds ? _then! : _below!)(argument1);
    }
}
