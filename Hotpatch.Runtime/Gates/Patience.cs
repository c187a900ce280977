using System.Diagnostics;

namespace Hotpatch.Gates;

/// <summary>How long a change waits for running calls, and how it pauses. Not thread safe.</summary>
/// <remarks>The waiting side polls at growing intervals, so that a call that ends doesn't have to notify anybody.</remarks>
internal sealed class Patience
{
    private const int LongestPause = 8;

    private readonly TimeSpan _timeout;
    private readonly CancellationToken _cancellation;
    private readonly long _start = Stopwatch.GetTimestamp();
    private SpinWait _spinner;
    private int _pause;

    /// <summary>Starts the clock.</summary>
    /// <param name="timeout">The longest time to wait, or <see cref="Timeout.InfiniteTimeSpan"/>.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="timeout"/> is negative and not infinite.</exception>
    /// <exception cref="OperationCanceledException">The token is already cancelled.</exception>
    public Patience(TimeSpan timeout, CancellationToken cancellation)
    {
        if (timeout < TimeSpan.Zero && timeout != System.Threading.Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(timeout), timeout, "A time-out that is not negative was expected, or Timeout.InfiniteTimeSpan.");

        cancellation.ThrowIfCancellationRequested();
        (_timeout, _cancellation) = (timeout, cancellation);
    }

    public TimeSpan Timeout => _timeout;

    public CancellationToken Cancellation => _cancellation;

    /// <summary>Gets whether the time-out has passed.</summary>
    public bool IsOver
        => _timeout != System.Threading.Timeout.InfiniteTimeSpan
            && (Stopwatch.GetTimestamp() - _start) / (double)Stopwatch.Frequency >= _timeout.TotalSeconds;

    /// <summary>Pauses this thread for a moment: first spins, then sleeps for 1 to 8 ms.</summary>
    public void Pause()
    {
        if (!_spinner.NextSpinWillYield || _spinner.Count < 20)
            _spinner.SpinOnce();
        else
            Thread.Sleep(NextPause());
    }

    /// <summary>Pauses for 1 to 8 ms without blocking a thread.</summary>
    public Task PauseAsync() => Task.Delay(NextPause(), CancellationToken.None);

    private int NextPause() => _pause = Math.Min(LongestPause, _pause + 1);
}
