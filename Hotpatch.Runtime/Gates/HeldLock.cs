namespace Hotpatch.Gates;

/// <summary>A lock that is taken whatever interrupts the thread, for what must come to its end; the thread is interrupted at its next wait instead.</summary>
internal readonly ref struct HeldLock
{
    private readonly object _guard;

    private HeldLock(object guard) => _guard = guard;

    /// <summary>Takes it.</summary>
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

    /// <summary>Gives it back.</summary>
    public void Dispose() => Monitor.Exit(_guard);
}
