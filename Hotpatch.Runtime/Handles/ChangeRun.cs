using Hotpatch.Gates;

namespace Hotpatch.Handles;

/// <summary>Prepares changes and makes them, through the gates where there are some, until nothing has come between the one and the other.</summary>
internal static class ChangeRun
{
    /// <summary>Waits on this thread, as the gates say.</summary>
    /// <exception cref="PatchDeadlockException">A call of one of the methods is on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static void Run(IPreparedChange change, Patience patience)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.Transition is { } transition)
                    TransitionRun.Run(transition, change, patience);
                else
                    Make(change);

                return;
            }
            catch (StaleChangeException)
            {
                // The gates are open again.
            }
        }
    }

    /// <summary>As <see cref="Run"/>, without holding a thread while it waits.</summary>
    public static async Task RunAsync(IPreparedChange change, Patience patience)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.Transition is { } transition)
                    await TransitionRun.RunAsync(transition, change, patience).ConfigureAwait(false);
                else
                    Make(change);

                return;
            }
            catch (StaleChangeException)
            {
                // The gates are open again.
            }
        }
    }

    /// <summary>At once, or not at all.</summary>
    /// <returns>Whether it has happened.</returns>
    public static bool TryRun(IPreparedChange change)
    {
        while (true)
        {
            change.Prepare();
            try
            {
                if (change.Transition is { } transition)
                    return TransitionRun.TryRun(transition, change);

                Make(change);
                return true;
            }
            catch (StaleChangeException)
            {
                // The gates are open again.
            }
        }
    }

    /// <summary>At once, whatever is running.</summary>
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
                // It was at work between the two.
            }
        }
    }

    /// <summary>
    /// Makes a change that ends something, and tells of it. It waits as long as it takes, and for nothing within one of the methods. Nobody may be there
    /// to do it later: where the thread is interrupted, it is done by force, and the thread is interrupted where it waits next.
    /// </summary>
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
