namespace Hotpatch.Gates;

/// <summary>The counts of all threads that have called a gated method. Thread safe.</summary>
/// <remarks>
/// Dead threads are removed each time the number of threads has doubled, so memory is bounded by the number of living threads. If a thread died
/// inside a call, that call never ends, and is no longer counted.
/// </remarks>
internal static class AllThreads
{
    private const int FewestToPrune = 16;

    private static readonly object Lock = new();
    private static ThreadCounts[] _all = [];
    private static int _pruneAt = FewestToPrune;

    /// <summary>Gets how many threads are kept, dead ones included. For tests.</summary>
    public static int Kept => Volatile.Read(ref _all).Length;

    /// <summary>Gets the counts of the living threads.</summary>
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

    /// <summary>Returns whether any living thread has running calls that entered by a side.</summary>
    public static bool HasCalls(GateSide side)
    {
        // IsAlive is slow, and most threads have no calls: read the count first.
        foreach (var thread in Volatile.Read(ref _all))
        {
            if (thread.CallsOf(side) > 0 && thread.Thread.IsAlive)
                return true;
        }

        return false;
    }

    /// <summary>Adds a thread, before it counts its first call.</summary>
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
