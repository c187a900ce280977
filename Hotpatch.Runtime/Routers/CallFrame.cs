namespace Hotpatch.Routers;

/// <summary>One call as an object: its arguments, and its result once it has run. Not thread safe.</summary>
internal abstract class CallFrame : PatchArguments
{
    /// <summary>Gets the plan that the call belongs to.</summary>
    public abstract RouterPlan Plan { get; }

    /// <summary>Gets or sets the call whose interceptor has made this call; null for none. Whoever takes the call may use it.</summary>
    public CallFrame? Outer { get; set; }

    /// <summary>Gets the exception of the latest run; null if it returned.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>Gets or sets whether the call has a result.</summary>
    public bool HasResult { get; set; }

    /// <summary>Gets or sets the value of the task, if the call is run with <see cref="RunAsync"/>.</summary>
    public object? Value { get; set; }

    /// <summary>Gets or sets the result as an object of the method's result type.</summary>
    public abstract object? Result { get; set; }

    /// <summary>Gets whether the result is a task.</summary>
    public bool IsTask => Shape.Task is not null;

    internal sealed override CallShape Shape => Plan.Shape;

    /// <summary>Runs a delegate of the method's type with the arguments.</summary>
    public void Run(Delegate target)
    {
        Exception = null;
        try
        {
            Invoke(target);
        }
        catch (Exception exception) when (Note(exception))
        {
            throw;
        }
    }

    /// <summary>Runs a delegate whose result is a task, and sets <see cref="Value"/>.</summary>
    /// <returns>A task that ends with the delegate's task.</returns>
    public async Task RunAsync(Delegate target)
    {
        Exception = null;

        // The result of what lies below has a place of its own: the frame's is the caller's, and another thread may be returning it at the moment.
        var below = (CallFrame)MemberwiseClone();
        try
        {
            below.Invoke(target);
            if (below.TaskOfResult() is { } task)
            {
                await task.ConfigureAwait(false);
                Value = Shape.Task!.ValueOf(task);
            }
        }
        catch (Exception exception) when (Note(exception))
        {
            throw;
        }
    }

    /// <summary>Sets the result of a call that has none: the default of its type, or a completed task.</summary>
    public abstract void ReturnDefault();

    /// <summary>Sets the result to a task that ends with another one, and then has <see cref="Value"/>.</summary>
    public abstract void ReturnTask(Task task);

    /// <summary>Tells a plan that the call has returned.</summary>
    public abstract void End(ref Woven.RoutedCall call);

    /// <summary>Returns a call with the same arguments, which has not run.</summary>
    public virtual CallFrame Copy()
    {
        var copy = (CallFrame)MemberwiseClone();
        copy.Exception = null;
        return copy;
    }

    /// <summary>Returns the task that the result is, in a way that leaves the result usable; null if the result is none.</summary>
#pragma warning disable MA0022 // Null stands for a result that is no task.
    public Task? TaskOf() => HasResult ? TaskOfResult() : null;
#pragma warning restore MA0022

    /// <summary>Returns the task that the result is, in a way that leaves the result usable.</summary>
    protected abstract Task? TaskOfResult();

    protected abstract void Invoke(Delegate target);

    // In a filter, so that the stack at the throw is intact for debuggers and dumps.
    private bool Note(Exception exception)
    {
        Exception = exception;
        return false;
    }
}
