namespace Hotpatch.Routers;

/// <summary><see cref="Task{TResult}"/>.</summary>
internal sealed class GenericTask<T> : TaskKind<Task<T>>
{
    public override Type ValueType => typeof(T);

    public override Task<T> Completed => Task.FromResult(default(T)!);

    public override object? ValueOf(Task task) => ((Task<T>)task).Result;

    public override Task AsTask(ref Task<T> result) => result;

    public override Task<T> From(Task task, CallFrame frame) => Await(task, frame);

    public static async Task<T> Await(Task task, CallFrame frame)
    {
        await task.ConfigureAwait(false);
        return frame.Value is null ? default! : (T)frame.Value;
    }
}
