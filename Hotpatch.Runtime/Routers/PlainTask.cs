namespace Hotpatch.Routers;

/// <summary><see cref="Task"/>.</summary>
internal sealed class PlainTask : TaskKind<Task>
{
    public override Type ValueType => typeof(void);

    public override Task Completed => Task.CompletedTask;

    public override object? ValueOf(Task task) => null;

    public override Task AsTask(ref Task result) => result;

    public override Task From(Task task, CallFrame frame) => task;
}
