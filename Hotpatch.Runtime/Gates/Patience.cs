using System.Diagnostics;

namespace Hotpatch.Gates;

/// <summary>How long who patches is ready to wait, and how: it looks again and again, at growing intervals, so that calls need not tell anybody.</summary>
internal sealed class Patience
{
    private const int LongestPause = 8;

    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private SpinWait _spinner;
    private int _pause;

    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative, and not infinite.</exception>
    /// <exception cref="OperationCanceledException">It is cancelled already.</exception>
    public Patience(TimeSpan timeout, CancellationToken cancellation)
    {
        if (timeout < TimeSpan.Zero && timeout != System.Threading.Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time-out is not negative, or it is Timeout.InfiniteTimeSpan.");

        cancellation.ThrowIfCancellationRequested();
        (_timeout, _cancellation) = (timeout, cancellation);
    }

    public TimeSpan Timeout => _timeout;

    public CancellationToken Cancellation => _cancellation;

    /// <summary>Whether the time is over.</summary>
    public bool IsOver
        => _timeout != System.Threading.Timeout.InfiniteTimeSpan
            && (Stopwatch.GetTimestamp() - _start) / (double)Stopwatch.Frequency >= _timeout.TotalSeconds;

    /// <summary>Waits a little on this thread.</summary>
    public void Pause()
    {
        if (!_spinner.NextSpinWillYield || _spinner.Count < 20)
            _spinner.SpinOnce();
        else
            Thread.Sleep(NextPause());
    }

    /// <summary>Waits a little on no thread.</summary>
    public Task PauseAsync() => Task.Delay(NextPause(), CancellationToken.None);

    private int NextPause() => _pause = Math.Min(LongestPause, _pause + 1);
}
