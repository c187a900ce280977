using Hotpatch.Woven;

namespace Hotpatch.Gates;

/// <summary>
/// One side of a gate. Threads count the calls that entered by it; the side itself counts the calls that are on no thread. Thread safe.
/// </summary>
/// <remarks>A call is on no thread if it has returned a task that is still running, or if it was admitted and has not begun.</remarks>
internal sealed class GateSide
{
    private static readonly Action<(GateSide Side, Task Task)> CountTask = static counted => counted.Side.Count(counted.Task);
    private static readonly Action<Task, object?> Complete = (task, side) => ((GateSide)side!).End(task);

    // Created when the first task is counted, since most sides never have one. Guarded by itself.
    private Dictionary<Task, int>? _callsOf;
    private int _admitted;
    private int _tasks;

    public GateSide(Gate? gate, int number) => (Gate, Number) = (gate, number);

    /// <summary>Gets the side that a closed gate has in place of its open one. No thread counts calls there.</summary>
    public static GateSide Closed { get; } = new(gate: null, number: 0);

    public Gate? Gate { get; }

    /// <summary>Gets the key of the side in the hash tables of <see cref="ThreadCounts"/>.</summary>
    public int Number { get; }

    /// <summary>Gets the number of calls that have returned and whose tasks are running.</summary>
    public int Tasks => Volatile.Read(ref _tasks);

    /// <summary>Gets the number of calls that were admitted and have not begun.</summary>
    public int Admitted => Volatile.Read(ref _admitted);

    /// <summary>Counts a call until its task completes.</summary>
    /// <remarks>
    /// The continuation runs before others if it is the task's first, so that code that awaits the task finds the call ended. If several calls return
    /// the same task, they share one continuation.
    /// </remarks>
    public void Track(Task task) => Whole.Run(CountTask, (this, task));

    /// <summary>Counts calls that were admitted.</summary>
    public void Admit(int calls) => Interlocked.Add(ref _admitted, calls);

    /// <summary>Stops counting an admitted call: its thread counts it now, or it will not begin.</summary>
    public void EndAdmitted() => Interlocked.Decrement(ref _admitted);

    private void Count(Task task)
    {
        // A full fence: a transition that sees the thread's count without the call sees the call here.
        Interlocked.Increment(ref _tasks);
        var callsOf = CallsOf();
        bool isFirst;
        using (HeldLock.Of(callsOf))
        {
            isFirst = !callsOf.TryGetValue(task, out var calls);
            callsOf[task] = calls + 1;
        }

        if (isFirst)
            Continue(task);
    }

    // The task has a lock of its own. If the thread is interrupted there, the continuation was not added, and the interruption is passed on.
    private void Continue(Task task)
    {
        var isInterrupted = false;
        for (var isAdded = false; !isAdded;)
        {
            try
            {
                _ = task.ContinueWith(Complete, this, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
                isAdded = true;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
            catch
            {
                End(task);
                throw;
            }
        }

        if (isInterrupted)
            Thread.CurrentThread.Interrupt();
    }

    private void End(Task task)
    {
        var callsOf = CallsOf();
        using (HeldLock.Of(callsOf))
        {
            if (!callsOf.TryGetValue(task, out var calls))
                return;

            callsOf.Remove(task);
            Interlocked.Add(ref _tasks, -calls);
        }
    }

    private Dictionary<Task, int> CallsOf()
        => Volatile.Read(ref _callsOf)
            ?? Interlocked.CompareExchange(ref _callsOf, [], null)
            ?? _callsOf;
}
