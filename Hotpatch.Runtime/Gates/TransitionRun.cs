using System.Text;

namespace Hotpatch.Gates;

/// <summary>Runs transitions: on this thread, on none, or at once.</summary>
internal static class TransitionRun
{
    /// <exception cref="PatchDeadlockException">A call of one of the methods is on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public static void Run(Transition transition, IChange change, Patience patience)
    {
        Check(transition, change);
        try
        {
            foreach (var holds in transition.Steps())
            {
                while (!holds())
                {
                    ThrowIfOver(transition, change, patience);
                    patience.Pause();
                }
            }
        }
        catch
        {
            change.Settle();
            throw;
        }
    }

    /// <summary>As <see cref="Run"/>, without holding a thread while it waits.</summary>
    public static async Task RunAsync(Transition transition, IChange change, Patience patience)
    {
        Check(transition, change);
        try
        {
            foreach (var holds in transition.Steps())
            {
                while (!holds())
                {
                    ThrowIfOver(transition, change, patience);
                    await patience.PauseAsync().ConfigureAwait(false);
                }
            }
        }
        catch
        {
            change.Settle();
            throw;
        }
    }

    /// <summary>At once, or not at all.</summary>
    /// <returns>Whether it has happened.</returns>
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
            $"{NamesOf(change)}: this waits until running calls have ended, so no call was expected on this thread, but one was found. "
            + $"The wait would never end. Inside: {Describe(transition)}. Use the Try or Force form of the call, or make the change outside of the method.");
    }

    private static void ThrowIfOver(Transition transition, IChange change, Patience patience)
    {
        if (patience.Cancellation.IsCancellationRequested)
            throw new OperationCanceledException($"{NamesOf(change)}: the wait was cancelled. {StillInside(transition)}", patience.Cancellation);

        if (patience.IsOver)
        {
            throw new PatchTimeoutException(
                $"{NamesOf(change)}: the calls that began before were expected to end within {patience.Timeout}. {StillInside(transition)}",
                transition.Gates.Sum(gate => gate.Register.InFlight));
        }
    }

    private static string NamesOf(IChange change) => string.Join(", ", change.Names);

    private static string StillInside(Transition transition)
    {
        var inside = Describe(transition);
        return $"Still inside: {(inside.Length > 0 ? inside : "none; another patch of it is waiting")}. Nothing has changed.";
    }

    private static string Describe(Transition transition)
    {
        var text = new StringBuilder();
        foreach (var gate in transition.Gates)
            gate.Register.Describe(text);

        return text.ToString();
    }
}
