using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>A call of a method with a <c>Func</c> or <c>Action</c> type. Boxes nothing until it is asked for objects.</summary>
/// <remarks>One type for all numbers of arguments: an argument or a result that the method doesn't have is a <see cref="NoArgument"/>.</remarks>
/// <param name="router">The router of the call.</param>
internal sealed class TypedFrame<T1, T2, T3, T4, T5, T6, T7, T8, TResult>(Router router) : CallFrame
{
    // Fields, since the routers read and write them in each call.
    public T1 A1 = default!;
    public T2 A2 = default!;
    public T3 A3 = default!;
    public T4 A4 = default!;
    public T5 A5 = default!;
    public T6 A6 = default!;
    public T7 A7 = default!;
    public T8 A8 = default!;
    public TResult Returned = default!;

    public override RouterPlan Plan => router.Plan;

    public override object? Result
    {
        get => typeof(TResult) == typeof(NoArgument) ? null : Returned;
        set
        {
            Shape.CheckResult(Shape.ResultType, value);
            if (typeof(TResult) != typeof(NoArgument))
                Returned = (TResult)value!;

            HasResult = true;
        }
    }

    public override void ReturnDefault()
    {
        if (TaskKind<TResult>.Instance is { } kind)
            Returned = kind.Completed;
    }

    public override void ReturnTask(Task task) => Returned = TaskKind<TResult>.Instance!.From(task, this);

    public override void End(ref RoutedCall call)
    {
        if (call.Plan is { WatchesTasks: true } plan && TaskKind<TResult>.Instance is { } kind)
            kind.Watch(plan, ref Returned, ref call);
        else
            call.Plan?.End(ref call, result: null);
    }

    protected override Task? TaskOfResult() => TaskKind<TResult>.Instance?.AsTask(ref Returned);

    protected override void Invoke(Delegate target)
    {
        router.RunFrame(this, target);
        HasResult = true;
    }

    private protected override object? GetValue(int place) => place switch { 0 => A1, 1 => A2, 2 => A3, 3 => A4, 4 => A5, 5 => A6, 6 => A7, _ => A8 };

    private protected override void SetValue(int place, object? value)
    {
        switch (place)
        {
            case 0: A1 = (T1)value!; break;
            case 1: A2 = (T2)value!; break;
            case 2: A3 = (T3)value!; break;
            case 3: A4 = (T4)value!; break;
            case 4: A5 = (T5)value!; break;
            case 5: A6 = (T6)value!; break;
            case 6: A7 = (T7)value!; break;
            default: A8 = (T8)value!; break;
        }
    }
}
