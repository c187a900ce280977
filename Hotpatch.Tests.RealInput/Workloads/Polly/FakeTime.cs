namespace Workload;

/// <summary>A clock that stands still until it is moved; timers fire on the thread that moves it, in order.</summary>
public sealed class FakeTime : TimeProvider
{
    private readonly List<Timer> _timers = new();
    private DateTimeOffset _now = new(2024, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _created;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    public override DateTimeOffset GetUtcNow()
    {
        lock (_timers)
            return _now;
    }

    public override long GetTimestamp() => GetUtcNow().Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, () => callback(state), Interlocked.Increment(ref _created), state is Task);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>For when no work is under way.</summary>
    public void Advance(TimeSpan by)
    {
        var until = GetUtcNow() + by;
        while (Take(until, onlyAwaited: false) is { } callback)
            callback();

        lock (_timers)
            _now = until;
    }

    /// <summary>
    /// Moves on from timer to timer until the work is done; only while somebody waits for a delay, since otherwise the work is on its way
    /// on another thread.
    /// </summary>
    public T Finish<T>(ValueTask<T> work)
    {
        var task = work.AsTask();

        // Only for work that never ends: threads of the pool may be slow to come on a busy machine.
        var limit = Environment.TickCount64 + 600_000;
        while (!task.IsCompleted)
        {
            if (Take(DateTimeOffset.MaxValue, onlyAwaited: true) is { } callback)
                callback();
            else if (Environment.TickCount64 > limit)
                throw new InvalidOperationException("Nothing is left that could end the work.");
            else
                Thread.Yield();
        }

        return task.GetAwaiter().GetResult();
    }

    /// <summary>
    /// Moves on to the next timer and takes it, all at once: work on its way on another thread may dispose of a timer at any moment.
    /// </summary>
    private Action? Take(DateTimeOffset until, bool onlyAwaited)
    {
        lock (_timers)
        {
            var next = _timers.Where(timer => timer.Due <= until).OrderBy(timer => timer.Due).ThenBy(timer => timer.Number).FirstOrDefault();
            if (next is null || (onlyAwaited && !_timers.Any(timer => timer is { IsDelay: true, Due: not null })))
                return null;

            if (next.Due > _now)
                _now = next.Due.Value;

            return next.Take();
        }
    }

    private sealed class Timer(FakeTime time, Action callback, long number, bool isDelay) : ITimer
    {
        private TimeSpan _period;

        public DateTimeOffset? Due { get; private set; }

        public long Number => number;

        /// <summary>Whether somebody waits for it, as against a time limit.</summary>
        public bool IsDelay => isDelay;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._timers)
            {
                _period = period;
                Due = dueTime == Timeout.InfiniteTimeSpan ? null : time._now + dueTime;
                if (!time._timers.Contains(this))
                    time._timers.Add(this);
            }

            return true;
        }

        public Action Take()
        {
            Due = _period == Timeout.InfiniteTimeSpan || _period == TimeSpan.Zero ? null : Due + _period;
            return callback;
        }

        public void Dispose()
        {
            lock (time._timers)
            {
                Due = null;
                time._timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return default;
        }
    }
}
