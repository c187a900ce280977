using System.Diagnostics;

namespace Hotpatch.Routers;

/// <summary>How many faults within a time are too many. Thread safe.</summary>
/// <param name="count">The number of faults that is too many.</param>
/// <param name="window">The time within which they must occur; <see cref="Timeout.InfiniteTimeSpan"/> for any time.</param>
/// <param name="now">Returns the current time in ticks of <see cref="Stopwatch"/>.</param>
internal sealed class FaultBudget(int count, TimeSpan window, Func<long> now)
{
    private readonly object _lock = new();
    private readonly long _window = (long)(window.TotalSeconds * Stopwatch.Frequency);

    // The times of the faults within the window. Without a window, only their number counts.
    private readonly Queue<long> _recent = new();

    /// <summary>Counts a fault.</summary>
    /// <returns>Whether there were too many. True only once.</returns>
    public bool IsSpentByOneMore()
    {
        lock (_lock)
        {
            Faults++;
            if (IsSpent)
                return false;

            IsSpent = (window == Timeout.InfiniteTimeSpan ? Faults : Recent()) >= count;
            return IsSpent;
        }
    }

    /// <summary>Gets whether there were too many faults.</summary>
    public bool IsSpent { get; private set; }

    /// <summary>Gets the number of faults so far.</summary>
    public long Faults { get; private set; }

    private int Recent()
    {
        var time = now();
        _recent.Enqueue(time);
        while (time - _recent.Peek() > _window)
            _recent.Dequeue();

        return _recent.Count;
    }
}
