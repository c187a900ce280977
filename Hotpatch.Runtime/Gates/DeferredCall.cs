using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>A call of a method that returns a task. It holds no thread while it waits at a closed gate.</summary>
/// <remarks>
/// The call begins with the caller's <see cref="ExecutionContext"/>, and where an <c>await</c> would continue: in the caller's
/// <see cref="SynchronizationContext"/>, or on its <see cref="TaskScheduler"/>.
/// </remarks>
/// <typeparam name="TTask">The return type of the method.</typeparam>
internal sealed class DeferredCall<TTask> : WaitingCall
    where TTask : Task
{
    // If the caller's context or scheduler doesn't start the call in this time, its thread may be blocked waiting for the call. The call then begins
    // on the thread pool, which avoids a deadlock.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly WaitCallback Queued = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly SendOrPostCallback Posted = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly TimerCallback Late = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly ContextCallback InFlow = call => ((DeferredCall<TTask>)call!).Make();

    private readonly Gate _gate;
    private readonly Func<TTask> _call;
    private readonly TaskCompletionSource<TTask> _made = new();
    private readonly ExecutionContext? _flow = ExecutionContext.Capture();
    private readonly SynchronizationContext? _context;
    private readonly TaskScheduler? _scheduler;
    private Timer? _timer;
    private Thread? _starter;

    /// <param name="inside">As for <see cref="WaitingCall"/>.</param>
    /// <param name="gate">The gate at which the call waits.</param>
    /// <param name="call">Runs the method.</param>
    public DeferredCall(Gate[] inside, Gate gate, Func<TTask> call)
        : base(inside)
    {
        (_gate, _call) = (gate, call);
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext))
            _context = context;
        else if (TaskScheduler.Current != TaskScheduler.Default)
            _scheduler = TaskScheduler.Current;
    }

    /// <summary>Gets a task whose result is the task that the method returned.</summary>
    public Task<TTask> Made => _made.Task;

    public override object? Place => (object?)_context ?? _scheduler;

    protected override void Begin()
    {
        if (Place is null)
        {
            ThreadPool.UnsafeQueueUserWorkItem(Queued, this);
            return;
        }

        Volatile.Write(ref _timer, new Timer(Late, this, Longest, Timeout.InfiniteTimeSpan));
        try
        {
            if (_context is not null)
                _context.Post(Posted, this);
            else
                _ = Task.Factory.StartNew(Start, CancellationToken.None, TaskCreationOptions.DenyChildAttach, _scheduler!);
        }
#pragma warning disable CA1031 // A context or scheduler that has shut down refuses work. The call must begin all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            Start();
        }
    }

    private void Start()
    {
        try
        {
            if (Interlocked.CompareExchange(ref _starter, Thread.CurrentThread, null) is not null)
                return;

            Volatile.Read(ref _timer)?.Dispose();
            if (_flow is null)
                Make();
            else
                ExecutionContext.Run(_flow, InFlow, this);
        }
        finally
        {
            // If the thread was aborted before the call began, the call never begins.
            if (!HasBegun && Volatile.Read(ref _starter) == Thread.CurrentThread)
            {
                _gate.Withdraw(this);
                _made.TrySetCanceled();
            }
        }
    }

    private void Make()
    {
        try
        {
            _made.SetResult(_gate.MakeAdmitted(this, _call));
        }
        catch (OperationCanceledException exception)
        {
            _made.TrySetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // The caller gets the exception through the task.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _made.TrySetException(exception);
        }
    }
}
