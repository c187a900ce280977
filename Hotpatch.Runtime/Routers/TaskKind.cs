using System.Diagnostics.CodeAnalysis;
#if NET
using System.Runtime.CompilerServices;
#endif
using Hotpatch.Woven;

namespace Hotpatch.Routers;

/// <summary>A type of tasks that methods return: knows when a task ends, reads its value, and makes other ones. Thread safe.</summary>
internal abstract class TaskKind
{
    /// <summary>Gets the type of the value; void for none.</summary>
    public abstract Type ValueType { get; }

    /// <summary>Gets whether the kind can make tasks, which needs code for the value's type.</summary>
    public virtual bool CanMake => true;

    /// <summary>Gets a completed task with the default value.</summary>
    public abstract object CompletedObject { get; }

    /// <summary>Returns the kind of a result type; null if it is no task.</summary>
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(GenericTask<>))]
    [UnconditionalSuppressMessage("AOT", "IL3050")] // If the code is not there, another kind is used.
    [UnconditionalSuppressMessage("Trimming", "IL2055")] // The kinds ask nothing of their argument's members.
    [UnconditionalSuppressMessage("Trimming", "IL2072")] // The dependencies keep the constructors.
#if NET
    [DynamicDependency(DynamicallyAccessedMemberTypes.PublicConstructors, typeof(GenericValueTask<>))]
#endif
    public static TaskKind? Of(Type result)
    {
        if (result == typeof(Task))
            return new PlainTask();

#if NET
        if (result == typeof(ValueTask))
            return new PlainValueTask();

        // Names the instantiation that reference types share, so that the compiler ahead of time writes it.
        if (!RuntimeFeature.IsDynamicCodeSupported)
            Keep<object>();
#endif
        if (!IsTaskOfValue(result))
            return null;

        try
        {
            return (TaskKind)Activator.CreateInstance(KindOf(result.GetGenericTypeDefinition())!.MakeGenericType(result.GetGenericArguments()))!;
        }
        catch (Exception exception) when (exception is NotSupportedException or MissingMethodException or TypeLoadException)
        {
            return null;
        }
    }

    /// <summary>Returns whether a result type is a task with a value.</summary>
    public static bool IsTaskOfValue(Type result) => result.IsGenericType && KindOf(result.GetGenericTypeDefinition()) is not null;

#if NET
    /// <summary>Has the code for tasks with one type of value compiled ahead of time.</summary>
    public static void Keep<TValue>() => GC.KeepAlive((new GenericTask<TValue>(), new GenericValueTask<TValue>()));
#endif

    /// <summary>Reads the value of a completed task; null if the task has none.</summary>
    public abstract object? ValueOf(Task task);

    /// <summary>Returns the task that a result is, in a way that leaves the result usable; null if the result is.</summary>
    public abstract Task? TaskOf(ref object? result);

    /// <summary>Returns a task that ends with another one, and then has the value of the frame.</summary>
    public abstract object ObjectFrom(Task task, CallFrame frame);

    private static Type? KindOf(Type definition)
        => definition == typeof(Task<>) ? typeof(GenericTask<>)
#if NET
            : definition == typeof(ValueTask<>) ? typeof(GenericValueTask<>)
#endif
            : null;
}

/// <summary>A type of tasks that methods return.</summary>
/// <typeparam name="TResult">The type.</typeparam>
internal abstract class TaskKind<TResult> : TaskKind
{
    /// <summary>Gets the kind of the type; null if it is no task.</summary>
    public static TaskKind<TResult>? Instance { get; } = (TaskKind<TResult>?)Of(typeof(TResult));

    public sealed override object CompletedObject => Completed!;

    public abstract TResult Completed { get; }

    public sealed override Task? TaskOf(ref object? result)
    {
#pragma warning disable MA0022 // Null stands for a method that has returned no task.
        if (result is null)
            return null;
#pragma warning restore MA0022

        var typed = (TResult)result;
        var task = AsTask(ref typed);
        result = typed;
        return task;
    }

    public sealed override object ObjectFrom(Task task, CallFrame frame) => From(task, frame)!;

    /// <summary>Returns the task that a result is, in a way that leaves the result usable; null if the result is.</summary>
    public abstract Task? AsTask(ref TResult result);

    /// <summary>Returns a task that ends with another one, and then has the value of the frame.</summary>
    public abstract TResult From(Task task, CallFrame frame);

    /// <summary>Tells a plan when the task ends: at once, or later on the thread that completes it.</summary>
    public void Watch(RouterPlan plan, ref TResult result, ref RoutedCall call)
    {
        if (EndsNow(plan, ref result, ref call))
            return;

        if (AsTask(ref result) is not { } task)
            plan.End(ref call, result: null);
        else if (task.IsCompleted)
            plan.EndTask(ref call, task, this);
        else
            new TaskEnd(plan, call, this).Await(task);
    }

    /// <summary>Ends a call whose result has its value already, without making a task of it.</summary>
    private protected virtual bool EndsNow(RouterPlan plan, ref TResult result, ref RoutedCall call) => false;

    private sealed class TaskEnd(RouterPlan plan, RoutedCall call, TaskKind kind)
    {
        private RoutedCall _call = call;

        // On the thread that completes the task, before the continuations of the caller, which doesn't have the task yet. A continuation of an awaiter
        // would run later, on the thread pool, where there is a synchronization context. The order is not promised: the task may run its continuations
        // asynchronously, and a caller that finds the task completed doesn't wait for any.
        public void Await(Task task)
            => _ = task.ContinueWith(
                static (task, end) => ((TaskEnd)end!).Run(task), this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);

        private void Run(Task task) => plan.EndTask(ref _call, task, kind);
    }
}
