#if NET
using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary><see cref="ValueTask{TResult}"/>.</summary>
internal sealed class GenericValueTask<T> : TaskKind<ValueTask<T>>
{
    public override Type ValueType => typeof(T);

    public override ValueTask<T> Completed => default;

    public override object? ValueOf(Task task) => ((Task<T>)task).Result;

    public override Task AsTask(ref ValueTask<T> result)
    {
        // A value task may be consumed once only: the caller gets another one.
        var task = result.AsTask();
        result = new ValueTask<T>(task);
        return task;
    }

    public override ValueTask<T> From(Task task, CallFrame frame) => new(GenericTask<T>.Await(task, frame));

    private protected override bool EndsNow(RouterPlan plan, ref ValueTask<T> result, ref RoutedCall call)
    {
        if (!result.IsCompletedSuccessfully)
            return false;

        var value = result.Result;
        result = new ValueTask<T>(value);
        plan.End(ref call, plan.WantsResult ? value : null);
        return true;
    }
}
#endif
