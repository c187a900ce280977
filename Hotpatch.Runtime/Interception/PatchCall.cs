using System.Reflection;
using Hotpatch.Interception;
using Hotpatch.Routers;

namespace Hotpatch;

/// <summary>A call that an interceptor runs.</summary>
/// <remarks>
/// Copies of a value stand for the same call. Values are boxed when they are read or written. Not thread safe: a call belongs to its interceptor. An
/// asynchronous interceptor may use it on any thread, one after the other.
/// </remarks>
public readonly struct PatchCall
{
    private readonly CallFrame _frame;

    internal PatchCall(CallFrame frame) => _frame = frame;

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle => Plan.Handle;

    /// <summary>Gets the method.</summary>
    public MethodBase Method => Plan.Handle.Method;

    /// <summary>Gets the instance on which the method was called; null if it is static. A <c>struct</c> is a copy.</summary>
    public object? Instance => _frame.Shape.HasInstance ? _frame.Get(0) : null;

    /// <summary>Gets the arguments, which the interceptor can change.</summary>
    /// <remarks>
    /// After <see cref="Proceed"/>, the arguments of <c>ref</c> and <c>out</c> parameters have their new values. If the interceptor returns, the
    /// caller gets what they are then.
    /// </remarks>
    public PatchArguments Arguments => _frame;

    /// <summary>Gets or sets the result that the caller gets. Null if the method has none.</summary>
    /// <remarks>
    /// In an asynchronous interceptor, this is the value of the task; otherwise, it is the task. If the interceptor neither proceeds nor sets a
    /// result, the caller gets the default of the result's type, or a completed task with the default value.
    /// </remarks>
    /// <exception cref="ArgumentException">The new value doesn't have the type of the result.</exception>
    public object? Result
    {
        get => Plan.IsAsync ? _frame.Value : _frame.Result;
        set
        {
            if (Plan.IsAsync)
            {
                _frame.Shape.CheckResult(_frame.Shape.Task!.ValueType, value);
                _frame.Value = value;
            }
            else
            {
                _frame.Result = value;
            }
        }
    }

    /// <summary>Gets the exception of the latest <see cref="Proceed"/> or <see cref="ProceedAsync"/>; null if it has not thrown.</summary>
    /// <remarks>Has its value before <c>catch</c> and <c>finally</c> blocks of the interceptor run.</remarks>
    public Exception? Exception => _frame.Exception;

    private InterceptorPlan Plan => (InterceptorPlan)_frame.Plan;

    /// <summary>
    /// Runs what lies below the interceptor, with the current arguments, and sets <see cref="Result"/>. Can be called never, once or several times.
    /// </summary>
    /// <remarks>
    /// Exceptions of the method pass as they are. The method gets copies of by-ref arguments and of a <c>struct</c> instance, which are written back when the
    /// interceptor returns: changes by other threads in between are lost. Use <c>Wrap</c> for methods such as those of <see cref="Interlocked"/>.
    /// </remarks>
    /// <exception cref="InvalidOperationException">The interceptor is asynchronous: use <see cref="ProceedAsync"/>.</exception>
    public void Proceed()
    {
        var plan = Plan;
        if (plan.IsAsync)
            throw plan.Misused(nameof(Proceed), "await call.ProceedAsync()");

        OwnCalls.Proceed(_frame, plan.Below);
    }

    /// <summary>
    /// Runs what lies below the interceptor, with the current arguments, and sets <see cref="Result"/> when its task has ended. Can be called never,
    /// once or several times.
    /// </summary>
    /// <returns>A task that ends with the method's task. Await it.</returns>
    /// <remarks>Exceptions of the method and of its task pass as they are.</remarks>
    /// <exception cref="InvalidOperationException">The interceptor is not asynchronous: use <see cref="Proceed"/>.</exception>
    public Task ProceedAsync()
    {
        var plan = Plan;
        return plan.IsAsync ? OwnCalls.ProceedAsync(_frame, plan.Below) : throw plan.Misused(nameof(ProceedAsync), "call.Proceed()");
    }

    /// <summary>Returns the full name of the method.</summary>
    /// <returns>The name, as <see cref="PatchHandle.Name"/>.</returns>
    public override string ToString() => Handle.Name;
}
