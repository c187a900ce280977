using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Shadows;

/// <summary>One run of the method or of the candidate, with its duration. It begins when the object is made. Not thread safe.</summary>
internal sealed class ShadowRun
{
    private readonly long _started = Stopwatch.GetTimestamp();
    private long _ended;

    public object? Result { get; private set; }

    public Exception? Exception { get; private set; }

    public TimeSpan Duration => TimeSpan.FromSeconds((double)(_ended - _started) / Stopwatch.Frequency);

    /// <summary>Ends the run with a result; null if there is none.</summary>
    public void End(object? result)
    {
        _ended = Stopwatch.GetTimestamp();
        Result = result;
    }

    /// <summary>Ends the run with an exception.</summary>
    public void Fail(Exception exception)
    {
        _ended = Stopwatch.GetTimestamp();
        Exception = exception;
    }

    /// <summary>Ends the run with a task that has ended.</summary>
    public void End(Task task, TaskKind kind)
    {
        _ended = Stopwatch.GetTimestamp();
        Exception = task.IsCanceled ? new TaskCanceledException(task) : task.Exception?.InnerException;
        Result = task.Status == TaskStatus.RanToCompletion ? kind.ValueOf(task) : null;
    }
}
