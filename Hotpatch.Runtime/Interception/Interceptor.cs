using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>An interceptor as a layer of one method.</summary>
internal sealed class Interceptor : Layer
{
    private readonly Action<PatchCall>? _run;
    private readonly Func<PatchCall, Task>? _runAsync;

    private Interceptor(PatchHandle handle, CallShape shape, object key, Action<PatchCall>? run, Func<PatchCall, Task>? runAsync, PatchOptions options)
        : base(options.Priority ?? 0, order: null, options.Owner)
    {
        (Handle, Shape, Key, _run, _runAsync) = (handle, shape, key, run, runAsync);
        (Before, After) = (options.Before, options.After);
    }

    public override bool IsForeign => false;

    public PatchHandle Handle { get; }

    public CallShape Shape { get; }

    public bool IsAsync => _run is null;

    /// <summary>Gets what the interceptors of one call of <c>Intercept</c> have in common, and no other has.</summary>
    public object Key { get; }

    /// <summary>Creates the layer.</summary>
    /// <param name="handle">The handle.</param>
    /// <param name="key">Identifies the call of <c>Intercept</c>.</param>
    /// <param name="run">The interceptor; null if it is asynchronous.</param>
    /// <param name="runAsync">The asynchronous interceptor; null if it is none.</param>
    /// <param name="options">The owner and the place.</param>
    /// <exception cref="PatchException">The method can't be intercepted.</exception>
    public static Interceptor Create(PatchHandle handle, object key, Action<PatchCall>? run, Func<PatchCall, Task>? runAsync, PatchOptions options)
    {
        PatchHandle.RequireNoGuard(options);
        var shape = handle.RequireShape();
        if (shape.NotAnObject is { } text)
        {
            throw new PatchException(
                $"{handle.Name}: for an interceptor, arguments and a result that can be objects were expected, but {text} was found. Use Wrap.");
        }

        if (run is null && shape.Task is not { CanMake: true })
        {
            throw new PatchException(
                $"{handle.Name}: for an asynchronous interceptor, a result that is a task was expected, but {DelegateText.Describe(shape.ResultType)} was found. "
                + "Pass an interceptor that returns no task: Action<PatchCall>.");
        }

        return new Interceptor(handle, shape, key, run, runAsync, options);
    }

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => DescribeOne((Delegate?)_run ?? _runAsync, "all calls");

    public override Delegate Over(Delegate below) => Handle.Route(new InterceptorPlan(this, below));

    /// <summary>Runs a call, and gives it a result.</summary>
    public void Run(CallFrame frame)
    {
        if (_run is not null)
        {
            OwnCalls.Run(_run, frame);
            if (!frame.HasResult)
                frame.ReturnDefault();

            return;
        }

        frame.ReturnTask(OwnCalls.RunAsync(_runAsync!, frame) ?? throw new InvalidOperationException(
            $"{Handle.Name}: an asynchronous interceptor that returns a task was expected, but it returned null."));
    }
}
