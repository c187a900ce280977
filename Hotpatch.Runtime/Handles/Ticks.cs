namespace Hotpatch.Handles;

/// <summary>A clock that costs little to read, and from which times of day can be told later.</summary>
internal static class Ticks
{
    /// <summary>Gets the current time, in milliseconds.</summary>
#if NET
    public static long Now => Environment.TickCount64;
#else
    public static long Now => System.Diagnostics.Stopwatch.GetTimestamp() / (System.Diagnostics.Stopwatch.Frequency / 1000);
#endif

    /// <summary>Returns the time of day of an earlier moment.</summary>
    public static DateTimeOffset ToTime(long then) => DateTimeOffset.UtcNow.AddMilliseconds(then - Now);
}
