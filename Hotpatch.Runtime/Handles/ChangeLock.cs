namespace Hotpatch.Handles;

/// <summary>The lock that guards the state of a handle and the order of its slot writes. It is never held while foreign code runs.</summary>
/// <remarks>
/// A thread that needs several locks takes them in the order of their numbers, which prevents deadlocks. A generic handle creates its lock before its
/// instantiations create theirs, so it has the lower number.
/// </remarks>
internal sealed class ChangeLock
{
    private static int _made;

    private readonly int _number = Interlocked.Increment(ref _made);

    /// <summary>Runs an action while holding all given locks.</summary>
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
