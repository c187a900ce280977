namespace Hotpatch.Handles;

/// <summary>
/// What guards a handle's state and the order of its slot writes, never held while foreign code runs. Who needs several takes them in the order of
/// their numbers, so that nobody waits in a circle; that of a generic handle comes before those of its instantiations.
/// </summary>
internal sealed class ChangeLock
{
    private static int _made;

    private readonly int _number = Interlocked.Increment(ref _made);

    /// <summary>Does something while all are held.</summary>
    public static void WhileHolding(IEnumerable<ChangeLock> locks, Action action)
    {
        var held = new Stack<ChangeLock>();
        try
        {
            foreach (var next in locks.OrderBy(candidate => candidate._number))
            {
                var isHeld = false;
                try
                {
                    Monitor.Enter(next, ref isHeld);
                }
                finally
                {
                    if (isHeld)
                        held.Push(next);
                }
            }

            action();
        }
        finally
        {
            while (held.Count > 0)
                Monitor.Exit(held.Pop());
        }
    }
}
