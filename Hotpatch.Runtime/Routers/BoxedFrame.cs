using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>A call of a method with a declared delegate type. Runs delegates by reflection.</summary>
/// <param name="plan">The plan that the call belongs to.</param>
/// <param name="values">The arguments.</param>
internal sealed class BoxedFrame(RouterPlan plan, object?[] values) : CallFrame
{
    private object?[] _values = values;
    private object? _result;

    public override RouterPlan Plan => plan;

    public override object? Result
    {
        get => _result;
        set
        {
            Shape.CheckResult(Shape.ResultType, value);
            (_result, HasResult) = (value, true);
        }
    }

    public override void ReturnDefault() => _result = Shape.Task is { } kind ? kind.CompletedObject : Shape.DefaultResult;

    public override void ReturnTask(Task task) => _result = Shape.Task!.ObjectFrom(task, this);

    public override void End(ref RoutedCall call) => call.Plan?.End(ref call, _result);

    public override CallFrame Copy()
    {
        var copy = (BoxedFrame)base.Copy();
        copy._values = (object?[])_values.Clone();
        return copy;
    }

    protected override Task? TaskOfResult() => Shape.Task?.TaskOf(ref _result);

    protected override void Invoke(Delegate target)
    {
        _result = Shape.Call(target, _values);
        HasResult = true;
    }

    private protected override object? GetValue(int place) => _values[place];

    private protected override void SetValue(int place, object? value) => _values[place] = value;
}
