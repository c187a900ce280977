using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>Prepares a change, then commits it through the gates of its methods. Retries if another change was committed in between.</summary>
internal static class ChangeRun
{
    /// <summary>Makes a change, and blocks this thread until the gates allow it.</summary>
    /// <exception cref="PatchDeadlockException">A call of one of the methods is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after the time-out.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static void Run(IPreparedChange change, Patience patience)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.CreateTransition() is { } transition)
                    TransitionRun.Run(transition, change, patience);
                else
                    Make(change);

                return;
            }
            catch (StaleChangeException)
            {
                // Another change was made since Prepare. The transition has opened the gates again: try again.
            }
        }
    }

    /// <summary>Makes a change as <see cref="Run"/> does, without blocking a thread while it waits.</summary>
    public static async Task RunAsync(IPreparedChange change, Patience patience)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.CreateTransition() is { } transition)
                    await TransitionRun.RunAsync(transition, change, patience).ConfigureAwait(false);
                else
                    Make(change);

                return;
            }
            catch (StaleChangeException)
            {
                // Another change was made since Prepare. The transition has opened the gates again: try again.
            }
        }
    }

    /// <summary>Makes a change if that needs no wait.</summary>
    /// <returns>True if the change was made; false if nothing has changed.</returns>
    public static bool TryRun(IPreparedChange change)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.CreateTransition() is { } transition)
                    return TransitionRun.TryRun(transition, change);

                Make(change);
                return true;
            }
            catch (StaleChangeException)
            {
                // Another change was made since Prepare. The transition has opened the gates again: try again.
            }
        }
    }

    /// <summary>Makes a change at once, without waiting for running calls.</summary>
    public static void Force(IPreparedChange change)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                Make(change);
                return;
            }
            catch (StaleChangeException)
            {
                // Another change was made since Prepare: try again.
            }
        }
    }

    /// <summary>Makes a change that removes something, such as the end of a scope, and raises its events.</summary>
    /// <remarks>
    /// The change must not fail: the caller may be a <c>Dispose</c> that nobody calls again. It waits without limit, except inside one of the changed
    /// methods, where the wait would be a deadlock. If the thread is interrupted, the change is made by force, and the interruption is passed on to
    /// the thread's next wait.
    /// </remarks>
    public static void End(IMemberChange change)
    {
        var isInterrupted = false;
        if (change.Gate?.IsThisThreadInside() ?? true)
        {
            Force(change);
        }
        else
        {
            try
            {
                Run(change, new Patience(Timeout.InfiniteTimeSpan, CancellationToken.None));
            }
            catch (ThreadInterruptedException)
            {
                isInterrupted = true;
                Force(change);
            }
        }

        try
        {
            change.Tell();
        }
        finally
        {
            if (isInterrupted)
                Thread.CurrentThread.Interrupt();
        }
    }

    private static void Make(IPreparedChange change)
    {
        try
        {
            change.Make();
        }
        catch
        {
            change.Settle();
            throw;
        }
    }
}
