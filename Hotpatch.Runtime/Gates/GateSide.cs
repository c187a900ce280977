using System.Collections.Concurrent;
using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// One side of a gate: where threads count the calls that entered by it, and how many of those are on no thread. Those are calls that have come back,
/// but whose tasks are running, and calls that were let in, but have not begun. Thread safe.
/// </summary>
internal sealed class GateSide
{
    private static readonly Action<(GateSide Side, Task Task)> CountTask = static counted => counted.Side.Count(counted.Task);
    private static readonly Action<Task, object?> Complete = (task, side) => ((GateSide)side!).End(task);

    // Made when the first task is counted: most sides have none.
    private ConcurrentDictionary<Task, int>? _callsOf;
    private int _admitted;
    private int _tasks;

    public GateSide(Gate? gate, int number) => (Gate, Number) = (gate, number);

    /// <summary>What a closed gate has open: no thread counts there.</summary>
    public static GateSide Closed { get; } = new(gate: null, number: 0);

    public Gate? Gate { get; }

    /// <summary>Where threads look first for their count; see <see cref="ThreadCounts"/>.</summary>
    public int Number { get; }

    /// <summary>How many calls there are whose tasks are running.</summary>
    public int Tasks => Volatile.Read(ref _tasks);

    /// <summary>How many calls were let in and have not begun.</summary>
    public int Admitted => Volatile.Read(ref _admitted);

    /// <summary>
    /// Counts a call until a task completes. The continuation is the task's first, where nobody else has it yet: whoever awaits it finds the call
    /// ended. A task that several calls return has only one.
    /// </summary>
    public void Track(Task task) => Whole.Run(CountTask, (this, task));

    /// <summary>Counts calls that may begin.</summary>
    public void Admit(int calls) => Interlocked.Add(ref _admitted, calls);

    /// <summary>Counts one of them no longer: a thread counts it now, or it will not begin.</summary>
    public void EndAdmitted() => Interlocked.Decrement(ref _admitted);

    private void Count(Task task)
    {
        // A full fence: whoever sees the thread's count without the call sees this.
        Interlocked.Increment(ref _tasks);
        try
        {
            if (CallsOf().AddOrUpdate(task, 1, static (_, calls) => calls + 1) == 1)
                _ = task.ContinueWith(Complete, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }
        catch
        {
            End(task);
            throw;
        }
    }

    private void End(Task task)
    {
        if (CallsOf().TryRemove(task, out var calls))
            Interlocked.Add(ref _tasks, -calls);
    }

    private ConcurrentDictionary<Task, int> CallsOf()
        => Volatile.Read(ref _callsOf)
            ?? Interlocked.CompareExchange(ref _callsOf, new ConcurrentDictionary<Task, int>(), null)
            ?? _callsOf;
}
