namespace Hotpatch;

/// <summary>How many exceptions a replacement, or the methods of a patch library, may throw before it is removed by itself.</summary>
/// <remarks>Instances are immutable, so several patches can share one. Each patch counts by itself.</remarks>
public sealed class FaultLimit
{
    /// <summary>Creates a limit.</summary>
    /// <param name="count">The number of exceptions at which the patch is removed; at least 1.</param>
    /// <param name="window">
    /// The time within which they must occur, or <see cref="Timeout.InfiniteTimeSpan"/> for any time.
    /// </param>
    /// <exception cref="ArgumentOutOfRangeException">The count is less than 1, or the window is not positive.</exception>
    public FaultLimit(int count, TimeSpan window)
    {
        if (count < 1)
            throw new ArgumentOutOfRangeException(nameof(count), count, "A number of exceptions of at least 1 was expected.");

        if (window <= TimeSpan.Zero && window != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(window), window, "A positive time was expected, or Timeout.InfiniteTimeSpan for any time.");

        (Count, Window) = (count, window);
    }

    /// <summary>Gets the number of exceptions at which the patch is removed.</summary>
    public int Count { get; }

    /// <summary>Gets the time within which they must occur.</summary>
    public TimeSpan Window { get; }

    /// <summary>Gets a function that returns whether an exception counts; null to count all. It runs inside an exception filter.</summary>
    public Func<Exception, bool>? Filter { get; init; }

    /// <summary>Gets whether the original answers a call whose patch has thrown. Otherwise, the exception reaches the caller.</summary>
    public bool AnswerWithOriginal { get; init; }
}
