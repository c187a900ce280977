using System.Diagnostics;
using Hotpatch.Routers;

namespace Hotpatch.Observers;

/// <summary>The parts of one observed call. Written by the call; read by observers afterwards, on any thread.</summary>
/// <param name="wasPatched">Whether the call runs something else than the original.</param>
internal sealed class CallRecord(bool wasPatched)
{
    private long _started;
    private long _ended;
    private TaskKind? _kind;
    private object? _result;
    private bool _isFrameResult;
    private object?[]? _arguments;

    public bool WasPatched => wasPatched;

    /// <summary>Gets or sets the arguments; null if nobody asks for them or for the result.</summary>
    public CallFrame? Frame { get; set; }

    public Task? Task { get; private set; }

    public int ThreadId { get; private set; }

    public object? State { get; set; }

    public object?[] Arguments => _arguments ??= [.. Frame!];

    public object? Result
        => Task is { } task ? task.Status == TaskStatus.RanToCompletion ? _kind!.ValueOf(task) : null
            : _isFrameResult ? Frame!.Result
            : _result;

    public Exception? TaskException
        => Task is not { } task ? null
            : task.IsFaulted ? task.Exception!.InnerException
            : task.IsCanceled ? new TaskCanceledException(task)
            : null;

    public TimeSpan Duration => TimeSpan.FromSeconds((double)((_ended == 0 ? Stopwatch.GetTimestamp() : _ended) - _started) / Stopwatch.Frequency);

    public DateTimeOffset StartTime
        => DateTimeOffset.UtcNow - TimeSpan.FromSeconds((double)(Stopwatch.GetTimestamp() - _started) / Stopwatch.Frequency);

    public void Begin()
    {
        ThreadId = Environment.CurrentManagedThreadId;
        _started = Stopwatch.GetTimestamp();
    }

    public void End(object? result, bool isTyped)
    {
        EndTime();
        (_result, _isFrameResult) = (result, isTyped);
    }

    public void End(Task task, TaskKind kind)
    {
        EndTime();
        (Task, _kind) = (task, kind);
    }

    public void EndTime()
    {
        if (_started != 0)
            _ended = Stopwatch.GetTimestamp();
    }
}
