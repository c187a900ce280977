using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// A call of a method that returns a task, which holds no thread while it waits. It begins with the caller's <see cref="ExecutionContext"/>, where an
/// <c>await</c> would go on: in the caller's <see cref="SynchronizationContext"/>, or by its <see cref="TaskScheduler"/>.
/// </summary>
/// <typeparam name="TTask">What the method returns.</typeparam>
internal sealed class DeferredCall<TTask> : WaitingCall
    where TTask : Task
{
    // A thread that takes the call no sooner may be waiting for it: then it begins elsewhere, rather than never.
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(10);
    private static readonly WaitCallback Queued = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly SendOrPostCallback Posted = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly TimerCallback Late = call => ((DeferredCall<TTask>)call!).Start();
    private static readonly ContextCallback InFlow = call => ((DeferredCall<TTask>)call!).Make();

    private readonly Func<TTask> _call;
    private readonly TaskCompletionSource<TTask> _made = new();
    private readonly ExecutionContext? _flow = ExecutionContext.Capture();
    private readonly SynchronizationContext? _context;
    private readonly TaskScheduler? _scheduler;
    private Timer? _timer;
    private int _isStarted;

    /// <param name="inside">As for <see cref="WaitingCall"/>.</param>
    /// <param name="call">What the method runs.</param>
    public DeferredCall(Gate[] inside, Func<TTask> call)
        : base(inside)
    {
        _call = call;
        if (SynchronizationContext.Current is { } context && context.GetType() != typeof(SynchronizationContext))
            _context = context;
        else if (TaskScheduler.Current != TaskScheduler.Default)
            _scheduler = TaskScheduler.Current;
    }

    /// <summary>What the method has returned.</summary>
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
#pragma warning disable CA1031 // It takes nothing any more; the call is to begin all the same.
        catch (Exception)
#pragma warning restore CA1031
        {
            Start();
        }
    }

    private void Start()
    {
        if (Interlocked.Exchange(ref _isStarted, 1) != 0)
            return;

        Volatile.Read(ref _timer)?.Dispose();
        if (_flow is null)
            Make();
        else
            ExecutionContext.Run(_flow, InFlow, this);
    }

    private void Make()
    {
        try
        {
            _made.SetResult(Gate.Make(ref Gate.BeginOn(ThreadCounts.Current, Side!), _call));
        }
        catch (OperationCanceledException exception)
        {
            _made.TrySetCanceled(exception.CancellationToken);
        }
#pragma warning disable CA1031 // It is in the task.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            _made.TrySetException(exception);
        }
    }
}
