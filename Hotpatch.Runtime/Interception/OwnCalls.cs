using Hotpatch.Routers;

namespace Hotpatch.Interception;

/// <summary>
/// Knows which interceptors run at the moment, so that calls which an interceptor makes itself pass it by. What runs inside <c>Proceed</c> is the
/// method's, and doesn't count. One object is that of one thread.
/// </summary>
internal sealed class OwnCalls
{
    // Alone in this class: a thread's static is then found without a check of the class.
    [ThreadStatic]
    private static OwnCalls? _ofThread;

    private CallFrame? _running;

    private static OwnCalls OfThread => _ofThread ??= new();

    /// <summary>Returns whether an interceptor runs on this thread, or in this flow.</summary>
    public static bool Has(object key)
        => (_ofThread?._running is { } running && Has(running, key)) || (Flows.Exist && Has(Flows.Running, key));

    /// <summary>Runs an interceptor on a call.</summary>
    public static void Run(Action<PatchCall> interceptor, CallFrame frame)
    {
        var thread = OfThread;
        frame.Outer = thread._running;
        thread._running = frame;
        try
        {
            interceptor(new PatchCall(frame));
        }
        finally
        {
            thread._running = frame.Outer;
        }
    }

    /// <summary>Runs an asynchronous interceptor on a call.</summary>
    public static Task? RunAsync(Func<PatchCall, Task> interceptor, CallFrame frame)
    {
        frame.Outer = Flows.Running;
        Flows.Running = frame;
        try
        {
            return interceptor(new PatchCall(frame));
        }
        finally
        {
            Flows.Running = frame.Outer;
        }
    }

    /// <summary>Runs what lies below an interceptor.</summary>
    public static void Proceed(CallFrame frame, Delegate below)
    {
        // The interceptor may have changed the thread.
        var thread = OfThread;
        var running = thread._running;
        thread._running = frame.Outer;
        try
        {
            frame.Run(below);
        }
        finally
        {
            thread._running = running;
        }
    }

    /// <summary>Runs what lies below an asynchronous interceptor.</summary>
    public static Task ProceedAsync(CallFrame frame, Delegate below)
    {
        var running = Flows.Running;
        Flows.Running = frame.Outer;
        try
        {
            return frame.RunAsync(below);
        }
        finally
        {
            Flows.Running = running;
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

    /// <summary>The asynchronous interceptors. Where one awaits, its calls go on in its flow.</summary>
    private static class Flows
    {
        private static readonly AsyncLocal<CallFrame?> Local = new();

        private static volatile bool _exist;

        /// <summary>Gets whether any ran in this process: the look costs more than all else.</summary>
        public static bool Exist => _exist;

        public static CallFrame? Running
        {
            get => Local.Value;
            set
            {
                _exist = true;
                Local.Value = value;
            }
        }
    }
}
