using System.Runtime.InteropServices;

namespace Hotpatch;

/// <summary>The calls whose durations lie between the upper bound of the bucket before and this one's.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly struct DurationBucket
{
    internal DurationBucket(TimeSpan upperBound, long count) => (UpperBound, Count) = (upperBound, count);

    /// <summary>Gets the duration that all calls of the bucket are below. It has the precision of <see cref="TimeSpan"/>: 100 nanoseconds.</summary>
    public TimeSpan UpperBound { get; }

    /// <summary>Gets the number of calls.</summary>
    public long Count { get; }

    /// <summary>Returns the count and the bound, in milliseconds.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => FormattableString.Invariant($"{Count} up to {UpperBound.TotalMilliseconds:0.####} ms");
}
