using System.Diagnostics;

namespace Hotpatch.Observers;

/// <summary>
/// Counts durations in buckets that grow with the duration: four for each power of two of 100 nanoseconds, so that a bucket is at most 25 % wide.
/// Thread safe.
/// </summary>
internal sealed class DurationCounts
{
    private const int Buckets = 248;

    private readonly long[] _counts = new long[Buckets];
    private long _sum;

    /// <summary>Adds a duration.</summary>
    /// <param name="timestamps">The duration, in the unit of <see cref="Stopwatch.GetTimestamp"/>.</param>
    public void Add(long timestamps)
    {
        var ticks = Math.Max(0, (long)(timestamps * ((double)TimeSpan.TicksPerSecond / Stopwatch.Frequency)));
        Interlocked.Increment(ref _counts[BucketOf(ticks)]);
        Interlocked.Add(ref _sum, ticks);
    }

    public DurationHistogram Snapshot()
    {
        var buckets = new List<DurationBucket>();
        for (var i = 0; i < Buckets; i++)
        {
            if (Interlocked.Read(ref _counts[i]) is > 0 and var count)
                buckets.Add(new DurationBucket(TimeSpan.FromTicks(UpperBoundOf(i)), count));
        }

        return new DurationHistogram(buckets, TimeSpan.FromTicks(Interlocked.Read(ref _sum)));
    }

    internal static int BucketOf(long ticks)
    {
        var shift = 0;
        while (ticks >> shift >= 8)
            shift++;

        return ticks < 4 ? (int)ticks : (shift * 4) + (int)(ticks >> shift);
    }

    internal static long UpperBoundOf(int bucket)
        => bucket < 4 ? bucket + 1 : ((bucket % 4) + 5L) << ((bucket / 4) - 1);
}
