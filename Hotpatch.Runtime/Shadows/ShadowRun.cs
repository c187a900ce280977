using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>One run of the method or of the candidate, with its duration. Not thread safe.</summary>
/// <param name="frame">The call.</param>
internal sealed class ShadowRun(CallFrame frame)
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _ended;

    public CallFrame Frame => frame;

    public object? Result { get; private set; }

    public Exception? Exception { get; private set; }

    public TimeSpan Duration => TimeSpan.FromSeconds((double)(_ended - _started) / Stopwatch.Frequency);

    /// <summary>Ends the run with the frame's result, or with an exception.</summary>
    public void End(Exception? exception)
    {
        _ended = Stopwatch.GetTimestamp();
        Exception = exception;
        Result = exception is null ? frame.Result : null;
    }

    /// <summary>Ends the run with a task that has ended.</summary>
    public void End(Task task)
    {
        _ended = Stopwatch.GetTimestamp();
        Exception = task.IsCanceled ? new TaskCanceledException(task) : task.Exception?.InnerException;
        Result = task.Status == TaskStatus.RanToCompletion ? frame.Shape.Task!.ValueOf(task) : null;
    }
}
