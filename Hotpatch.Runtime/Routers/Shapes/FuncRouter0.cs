using System.ComponentModel;
using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Woven;

/// <summary>Routes the calls of a method whose delegate type is <see cref="Func{TResult}"/>. Not for use by hand.</summary>
/// <typeparam name="TResult">The type of the result.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
[StackTraceHidden]
[DebuggerStepThrough]
public sealed class FuncRouter<TResult> : Router
{
    private Func<bool>? _condition;
    private Func<TResult>? _then;
    private Func<TResult>? _below;

    internal override Type? ConditionType => typeof(Func<bool>);

    /// <summary>Routes a call.</summary>
    /// <returns>The result.</returns>
    public TResult Invoke()
    {
        RoutedCall call = default;
        while (true)
        {
            var target = TargetOf<Func<TResult>>(Begin(ref call, null)!);
            if (target is null)
            {
                if (Run(ref call))
                    continue;

                return Result<TResult>(ref call);
            }

            TResult result;
            try
            {
                result = target();
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
        (_condition, _then, _below) = ((Func<bool>)condition, (Func<TResult>)then, (Func<TResult>)below);
        return new Func<TResult>(InvokeConditionally);
    }

    internal override void RunFrame(CallFrame frame, Delegate target)
    {
        var typed = TargetOf<TypedFrame<NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, TResult>>(frame);
        typed.Returned = TargetOf<Func<TResult>>(target)();
    }

    private protected override Delegate Bind(Type delegateType)
        => Plan.OnlyPicks ? new Func<TResult>(InvokePicked) : Plan.TakesFrames ? new Func<TResult>(InvokeTaken) : new Func<TResult>(Invoke);

    private TResult InvokePicked()
        => TargetOf<Func<TResult>>(Plan.Pick(null))();

    private TResult InvokeTaken()
    {
        if (Plan.PickUntaken() is { } target)
            return TargetOf<Func<TResult>>(target)();

        var frame = new TypedFrame<NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, NoArgument, TResult>(this);
        Plan.Take(frame);
        return frame.Returned;
    }

    private TResult InvokeConditionally()
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

        return (holds ? _then! : _below!)();
    }
}
