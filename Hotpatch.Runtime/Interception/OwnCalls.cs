using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>
/// Knows which interceptors run at the moment, so that calls which an interceptor makes itself pass it by. What runs inside <c>Proceed</c> is the
/// method's, and doesn't count.
/// </summary>
internal static class OwnCalls
{
    // Where the interceptor awaits, its calls go on in its flow. Set only by asynchronous interceptors, since each change costs an execution context.
    private static readonly AsyncLocal<CallFrame?> OfFlow = new();

    [ThreadStatic]
    private static CallFrame? _ofThread;

    private static volatile bool _hasFlows;

    /// <summary>Returns whether an interceptor runs on this thread, or in this flow.</summary>
    public static bool Has(object key) => Has(_ofThread, key) || (_hasFlows && Has(OfFlow.Value, key));

    /// <summary>Runs an interceptor on a call.</summary>
    public static void Run(Action<PatchCall> interceptor, CallFrame frame)
    {
        frame.Outer = _ofThread;
        _ofThread = frame;
        try
        {
            interceptor(new PatchCall(frame));
        }
        finally
        {
            _ofThread = frame.Outer;
        }
    }

    /// <summary>Runs an asynchronous interceptor on a call.</summary>
    public static Task? RunAsync(Func<PatchCall, Task> interceptor, CallFrame frame)
    {
        _hasFlows = true;
        frame.Outer = OfFlow.Value;
        OfFlow.Value = frame;
        try
        {
            return interceptor(new PatchCall(frame));
        }
        finally
        {
            OfFlow.Value = frame.Outer;
        }
    }

    /// <summary>Runs what lies below an interceptor.</summary>
    public static void Proceed(CallFrame frame, Delegate below)
    {
        var running = _ofThread;
        _ofThread = frame.Outer;
        try
        {
            frame.Run(below);
        }
        finally
        {
            _ofThread = running;
        }
    }

    /// <summary>Runs what lies below an asynchronous interceptor.</summary>
    public static Task ProceedAsync(CallFrame frame, Delegate below)
    {
        var running = OfFlow.Value;
        OfFlow.Value = frame.Outer;
        try
        {
            return frame.RunAsync(below);
        }
        finally
        {
            OfFlow.Value = running;
        }
    }

    private static bool Has(CallFrame? frame, object key)
    {
        for (; frame is not null; frame = frame.Outer)
        {
            if (ReferenceEquals(((InterceptorPlan)frame.Plan).Key, key))
                return true;
        }

        return false;
    }
}
