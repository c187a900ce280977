using Hotpatch.Handles;
using Hotpatch.Naming;
using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>An interceptor as a layer of one method.</summary>
internal sealed class Interceptor : Layer
{
    private readonly Action<PatchCall>? _run;
    private readonly Func<PatchCall, Task>? _runAsync;

    private Interceptor(PatchHandle handle, CallShape shape, Action<PatchCall>? run, Func<PatchCall, Task>? runAsync, PatchOptions options)
        : base(options.Priority ?? 0, order: null, options.Owner)
    {
        (Handle, Shape, _run, _runAsync) = (handle, shape, run, runAsync);
        (Before, After) = (options.Before, options.After);
    }

    public override bool IsForeign => false;

    public PatchHandle Handle { get; }

    public CallShape Shape { get; }

    public bool IsAsync => _run is null;

    /// <summary>Gets the delegate that runs for each call.</summary>
    public Delegate Identity => (Delegate?)_run ?? _runAsync!;

    /// <summary>Creates the layer.</summary>
    /// <exception cref="PatchException">The method can't be intercepted.</exception>
    public static Interceptor Create(PatchHandle handle, Action<PatchCall>? run, Func<PatchCall, Task>? runAsync, PatchOptions options)
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

        return new Interceptor(handle, shape, run, runAsync, options);
    }

    public override IEnumerable<PatchEntryDescription> Describe(Delegate running) => [Describe(Identity, "all calls")];

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
