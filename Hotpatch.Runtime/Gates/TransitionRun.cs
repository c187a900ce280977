using System.Text;

namespace Hotpatch.Gates;

/// <summary>Runs transitions: blocks this thread, waits without a thread, or makes one attempt.</summary>
internal static class TransitionRun
{
    /// <summary>Runs a transition, and blocks this thread until the change is made.</summary>
    /// <exception cref="PatchDeadlockException">A call of one of the methods is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls are still running after the time-out. The change is undone.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The change is undone.</exception>
    public static void Run(Transition transition, IChange change, Patience patience)
    {
        Check(transition, change);
        var wait = default(Wait);
        try
        {
            foreach (var holds in transition.Steps())
            {
                while (!holds())
                {
                    wait.Begin();
                    ThrowIfOver(transition, change, patience);
                    patience.Pause();
                }
            }
        }
        catch
        {
            change.Settle();
            wait.End(change, isMade: false);
            throw;
        }

        wait.End(change, isMade: true);
    }

    /// <summary>Runs a transition as <see cref="Run"/> does, without blocking a thread while it waits.</summary>
    public static async Task RunAsync(Transition transition, IChange change, Patience patience)
    {
        Check(transition, change);
        var wait = default(Wait);
        try
        {
            foreach (var holds in transition.Steps())
            {
                while (!holds())
                {
                    wait.Begin();
                    ThrowIfOver(transition, change, patience);
                    await patience.PauseAsync().ConfigureAwait(false);
                }
            }
        }
        catch
        {
            change.Settle();
            wait.End(change, isMade: false);
            throw;
        }

        wait.End(change, isMade: true);
    }

    /// <summary>Runs a transition if it needs no wait.</summary>
    /// <returns>Whether the change was made; if not, nothing has changed.</returns>
    public static bool TryRun(Transition transition, IChange change)
    {
        try
        {
            return !transition.IsThisThreadInside && transition.TryNow();
        }
        catch
        {
            change.Settle();
            throw;
        }
    }

    private static void Check(Transition transition, IChange change)
    {
        if (!transition.IsThisThreadInside)
            return;

        throw new PatchDeadlockException(
            $"{NamesOf(change)}: can't wait until the running calls have ended, since that would be a deadlock: no call was expected on this thread, but "
            + $"one was found. Running: {Describe(transition)}. Make the change outside of the method, or use a member that begins with Try or Force.");
    }

    private static void ThrowIfOver(Transition transition, IChange change, Patience patience)
    {
        if (patience.Cancellation.IsCancellationRequested)
            throw new OperationCanceledException($"{NamesOf(change)}: the wait for running calls was cancelled. {StillRunning(transition)}", patience.Cancellation);

        if (patience.IsOver)
        {
            throw new PatchTimeoutException(
                $"{NamesOf(change)}: the running calls were expected to end within {patience.Timeout}, but the time is over. {StillRunning(transition)} "
                + "Use a longer time-out, or a member that begins with Force.",
                transition.Gates.Sum(gate => gate.Register.InFlight));
        }
    }

    private static string NamesOf(IChange change) => string.Join(", ", change.Names);

    private static string StillRunning(Transition transition)
    {
        var calls = Describe(transition);
        var found = calls.Length > 0 ? $"Still running: {calls}" : "Another change of the method is still waiting";
        return $"{found}. Nothing has changed.";
    }

    private static string Describe(Transition transition)
    {
        var text = new StringBuilder();
        foreach (var gate in transition.Gates)
            gate.Register.Describe(text);

        return text.ToString();
    }
}
