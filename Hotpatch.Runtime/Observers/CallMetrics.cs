using Hotpatch.Observers;

namespace Hotpatch;

/// <summary>Counts the calls of a method and measures their durations. Dispose it to stop; the figures stay readable.</summary>
/// <remarks>
/// <para>
/// Threads count in memory of their own, so that they don't slow each other down. Each property adds the counts up: read it for a report, not in a
/// loop. The durations are those of a share of the calls, picked evenly.
/// </para>
/// <para>Thread safe. Figures that are read while calls run can differ by those calls.</para>
/// </remarks>
/// <example>
/// <code>
/// using CallMetrics metrics = PriceService.Patches.Quote.Measure();
/// Serve();
/// Console.WriteLine($"{metrics.Calls} calls, {metrics.Faults} failed, 99 % took at most {metrics.Durations.Percentile(0.99).TotalMilliseconds} ms");
/// </code>
/// </example>
public sealed class CallMetrics : IDisposable
{
    internal const double DefaultTimedCalls = 1 / 32d;

    private readonly ObserverEntry _entry;
    private readonly CallCounters _counters = new();
    private readonly DurationCounts _durations = new();

    internal CallMetrics(PatchHandle handle, double timedCalls)
    {
        _ = handle.RequireShape();
        _entry = new ObserverEntry(handle, below => new MetricsPlan(_counters, _durations, timedCalls, below), "all calls, to measure them");
    }

    /// <summary>Gets the handle of the method.</summary>
    public PatchHandle Handle => _entry.Handle;

    /// <summary>Gets the number of calls that have begun, in calls.</summary>
    public long Calls => _counters.Begun;

    /// <summary>Gets the number of calls that have ended with an exception, in calls. A task that faulted or was cancelled counts.</summary>
    public long Faults => _counters.Faults;

    /// <summary>Gets the number of calls that have begun and not ended, in calls. A call that returned a task ends with the task.</summary>
    public long InFlight => _counters.InFlight;

    /// <summary>Gets the durations of the calls that were timed and have ended, with and without an exception, as a snapshot.</summary>
    public DurationHistogram Durations => _durations.Snapshot();

    /// <summary>Stops counting. Waits for nobody. The end of calls that are running now is still counted.</summary>
    /// <exception cref="PatchDeadlockException">A wrapper of the same method disposes the metrics. Dispose them again later.</exception>
    public void Dispose() => _entry.End();

    /// <summary>Returns the method's full name and the numbers.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => FormattableString.Invariant($"{Handle.Name}: {Calls} calls, {Faults} faults, {InFlight} in flight, {Durations}");

    internal CallMetrics Begin()
    {
        _entry.Begin();
        return this;
    }
}
