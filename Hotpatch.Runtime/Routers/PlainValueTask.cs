#if NET
namespace Hotpatch.Routers;

/// <summary><see cref="ValueTask"/>.</summary>
internal sealed class PlainValueTask : TaskKind<ValueTask>
{
    public override Type ValueType => typeof(void);

    public override ValueTask Completed => default;

    public override object? ValueOf(Task task) => null;

    public override Task AsTask(ref ValueTask result)
    {
        // A value task may be consumed once only: the caller gets another one.
        var task = result.AsTask();
        result = new ValueTask(task);
        return task;
    }

    public override ValueTask From(Task task, CallFrame frame) => new(task);
}
#endif
