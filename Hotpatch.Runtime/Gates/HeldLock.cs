namespace Hotpatch.Gates;

/// <summary>
/// Holds a lock for code that must complete. If the thread is interrupted while it waits for the lock, it still takes the lock, and the interruption
/// is passed on to the thread's next wait.
/// </summary>
internal readonly ref struct HeldLock
{
    private readonly object _guard;

    private HeldLock(object guard) => _guard = guard;

    /// <summary>Takes the lock.</summary>
    public static HeldLock Of(object guard)
    {
        var isInterrupted = false;
        while (true)
        {
            try
            {
                Monitor.Enter(guard);
                break;
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
            }
        }

        if (isInterrupted)
            Thread.CurrentThread.Interrupt();

        return new HeldLock(guard);
    }

    /// <summary>Releases the lock.</summary>
    public void Dispose() => Monitor.Exit(_guard);
}
