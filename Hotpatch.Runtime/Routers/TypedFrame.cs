using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>A call of a method with a <c>Func</c> or <c>Action</c> type. Boxes nothing until it is asked for objects.</summary>
/// <typeparam name="TArguments">The arguments.</typeparam>
/// <typeparam name="TResult">The result; <see cref="NoArgument"/> for none.</typeparam>
/// <param name="router">The router of the call.</param>
/// <param name="arguments">The arguments.</param>
internal sealed class TypedFrame<TArguments, TResult>(Router router, TArguments arguments) : CallFrame
    where TArguments : struct, IArguments
{
    private TArguments _arguments = arguments;
    private TResult? _result;

    public ref TArguments Arguments => ref _arguments;

    public TResult Returned => _result!;

    public override RouterPlan Plan => router.Plan;

    public override object? Result
    {
        get => typeof(TResult) == typeof(NoArgument) ? null : _result;
        set
        {
            Shape.CheckResult(Shape.ResultType, value);
            if (typeof(TResult) != typeof(NoArgument))
                Return((TResult)value!);
        }
    }

    public void Return(TResult result)
    {
        _result = result;
        HasResult = true;
    }

    public override void ReturnDefault() => _result = TaskKind<TResult>.Instance is { } kind ? kind.Completed : default;

    public override void ReturnTask(Task task) => _result = TaskKind<TResult>.Instance!.From(task, this);

    public override void End(ref RoutedCall call)
    {
        if (call.Plan is { WatchesTasks: true } plan && TaskKind<TResult>.Instance is { } kind)
            kind.Watch(plan, ref _result!, ref call);
        else
            call.Plan?.End(ref call, result: null);
    }

    protected override Task? TaskOfResult() => TaskKind<TResult>.Instance?.AsTask(ref _result!);

    protected override void Invoke(Delegate target) => router.RunFrame(this, target);

    private protected override object? GetValue(int place) => _arguments.Get(place);

    private protected override void SetValue(int place, object? value) => _arguments.Set(place, value);
}
