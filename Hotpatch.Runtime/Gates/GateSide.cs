using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>One side of a gate: the calls that entered by it and have come back, but whose tasks are running. Thread safe.</summary>
internal sealed class GateSide(Gate gate)
{
    private static readonly Action<Task, object?> Complete = (_, side) => ((GateSide)side!).End();

    private int _tasks;

    public Gate Gate => gate;

    /// <summary>How many tasks are running.</summary>
    public int Tasks => Volatile.Read(ref _tasks);

    /// <summary>
    /// Counts a task until it completes. The continuation is the task's first, since nobody else has it yet: whoever awaits it finds the call
    /// ended.
    /// </summary>
    public void Track(Task task)
    {
        // A full fence: whoever sees the thread's count without the call sees this.
        Interlocked.Increment(ref _tasks);
        try
        {
            _ = task.ContinueWith(Complete, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch
        {
            End();
            throw;
        }
    }

    private void End() => Interlocked.Decrement(ref _tasks);
}
