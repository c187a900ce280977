namespace Hotpatch.Gates;

/// <summary>
/// The threads that have been at a gate. Dead ones are dropped when there have come as many as there were, so that memory is bounded by the threads that
/// live; calls of a thread that died inside will not end, and count no longer. Thread safe.
/// </summary>
internal static class AllThreads
{
    private const int FewestToPrune = 16;

    private static readonly object Lock = new();
    private static ThreadCounts[] _all = [];
    private static int _pruneAt = FewestToPrune;

    /// <summary>How many are kept; for tests.</summary>
    public static int Kept => Volatile.Read(ref _all).Length;

    /// <summary>Those that live.</summary>
    public static IEnumerable<ThreadCounts> Alive
    {
        get
        {
            foreach (var thread in Volatile.Read(ref _all))
            {
                if (thread.Thread.IsAlive)
                    yield return thread;
            }
        }
    }

    /// <summary>Whether any of them has calls inside that entered by a side.</summary>
    public static bool HasCalls(GateSide side)
    {
        // Most have none: whether a thread is alive is asked of the others.
        foreach (var thread in Volatile.Read(ref _all))
        {
            if (thread.CallsOf(side) > 0 && thread.Thread.IsAlive)
                return true;
        }

        return false;
    }

    /// <summary>Adds one, before it counts anything.</summary>
    public static void Add(ThreadCounts thread)
    {
        lock (Lock)
        {
            var all = _all;
            if (all.Length >= _pruneAt)
            {
                all = [.. all.Where(other => other.Thread.IsAlive)];
                _pruneAt = Math.Max(FewestToPrune, all.Length * 2);
            }

            Volatile.Write(ref _all, [.. all, thread]);
        }
    }
}
