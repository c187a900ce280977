namespace Hotpatch;

/// <summary>The durations of calls, in buckets of which each is at most 25 % wide. Immutable.</summary>
public sealed class DurationHistogram
{
    private readonly TimeSpan _sum;

    internal DurationHistogram(IReadOnlyList<DurationBucket> buckets, TimeSpan sum)
    {
        Buckets = buckets;
        Count = buckets.Sum(bucket => bucket.Count);
        _sum = sum;
    }

    /// <summary>Gets the buckets that have calls, the shortest durations first.</summary>
    public IReadOnlyList<DurationBucket> Buckets { get; }

    /// <summary>Gets the number of calls whose durations were measured.</summary>
    public long Count { get; }

    /// <summary>Gets the mean duration; zero if there are no calls.</summary>
    public TimeSpan Mean => Count == 0 ? TimeSpan.Zero : TimeSpan.FromTicks(_sum.Ticks / Count);

    /// <summary>Returns the mean, the median and the 99th percentile, in milliseconds.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => Count == 0
        ? "no durations"
        : FormattableString.Invariant($"mean {Mean.TotalMilliseconds:0.####} ms, median {Percentile(0.5).TotalMilliseconds:0.####} ms, 99 % within {Percentile(0.99).TotalMilliseconds:0.####} ms");

    /// <summary>Returns the duration that a share of the calls did not exceed, as the upper bound of its bucket.</summary>
    /// <param name="share">The share, from 0 to 1: 0.99 for the 99th percentile.</param>
    /// <returns>The duration; zero if there are no calls.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="share"/> is not from 0 to 1.</exception>
    public TimeSpan Percentile(double share)
    {
        if (share is not (>= 0 and <= 1))
            throw new ArgumentOutOfRangeException(nameof(share), share, "A share from 0 to 1 was expected.");

        var left = Math.Ceiling(share * Count);
        foreach (var bucket in Buckets)
        {
            left -= bucket.Count;
            if (left <= 0)
                return bucket.UpperBound;
        }

        return TimeSpan.Zero;
    }
}
