using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>
/// One call of a method with a candidate beside it. Runs the candidate before the method, after it, or on the thread pool when it has ended, and reports
/// when both have ended. A task can end on another thread.
/// </summary>
/// <param name="shadow">The candidate, and who is told.</param>
/// <param name="candidate">The candidate's own copy of the call.</param>
internal sealed class ShadowCall(PatchShadow shadow, CallFrame candidate)
{
    private static readonly Share Half = new(0.5);

    private readonly bool _isPooled = shadow.Mode == ShadowMode.AfterOnThreadPool;
    private ShadowRun? _actual;
    private ShadowRun? _firstEnded;

    /// <summary>Gets whether the candidate runs on the caller's thread when the method has returned or thrown.</summary>
    public bool RunsAfter { get; } = shadow.Mode != ShadowMode.AfterOnThreadPool && Half.HasNext();

    /// <summary>Gets the exception of the method; null if there is none.</summary>
    public Exception? Exception { get; private set; }

    /// <summary>Tells when a frame that has run has its result: at once, or when its task has ended.</summary>
    public static void Watch(CallFrame frame, Action<object?> onResult, Action<Task, TaskKind> onTask)
    {
        if (frame.TaskOf() is not { } task)
        {
            onResult(frame.Result);
            return;
        }

        _ = task.ContinueWith(
            ended => onTask(ended, frame.Shape.Task!),
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
    }

    /// <summary>Begins the run of the method, after that of the candidate if it comes first.</summary>
    public void Begin()
    {
        if (!RunsAfter && !_isPooled)
            RunCandidate();

        _actual = new ShadowRun();
    }

    /// <summary>Ends the run of the method with a result.</summary>
    public void End(object? result)
    {
        _actual!.End(result);
        EndActual();
    }

    /// <summary>Ends the run of the method with the end of its task.</summary>
    public void End(Task task, TaskKind kind)
    {
        _actual!.End(task, kind);
        EndActual();
    }

    /// <summary>Ends the run of the method with an exception, while the stack is intact.</summary>
    public void Fail(Exception exception)
    {
        Exception = exception;
        _actual!.Fail(exception);
        EndActual();
    }

    /// <summary>Runs the candidate if it comes after the method, which has returned or thrown. Its task may still run.</summary>
    public void RunAfter()
    {
        if (RunsAfter)
            RunCandidate();
    }

    private void EndActual()
    {
        Ended(_actual!);
        if (_isPooled)
            ThreadPool.QueueUserWorkItem(_ => RunCandidate());
    }

    private void RunCandidate()
    {
        var run = new ShadowRun();
        try
        {
            ShadowContext.Run(() => candidate.Run(shadow.Candidate));
        }
#pragma warning disable CA1031 // The caller must not notice the candidate.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            run.Fail(exception);
            Ended(run);
            return;
        }

        Watch(
            candidate,
            result =>
            {
                run.End(result);
                Ended(run);
            },
            (task, kind) =>
            {
                run.End(task, kind);
                Ended(run);
            });
    }

    private void Ended(ShadowRun run)
    {
        if (Interlocked.CompareExchange(ref _firstEnded, run, null) is { } other)
            shadow.Report(candidate, _actual!, run == _actual ? other : run);
    }
}
