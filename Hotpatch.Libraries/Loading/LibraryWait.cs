using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Loading;

/// <summary>How a caller waits for the code of a library.</summary>
/// <param name="Timeout">The longest time to wait for running calls, or infinite; <see cref="OfStep"/> derives the time for a step of the library.</param>
/// <param name="IsAsync">
/// Whether the wait blocks no thread. If false, every task that is awaited is already complete, so that the caller can get its result without a deadlock.
/// </param>
/// <param name="Cancellation">Ends the wait.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LibraryWait(TimeSpan Timeout, bool IsAsync, CancellationToken Cancellation = default)
{
    // The time-out is also the one for running calls, for which a few milliseconds make sense. Starting a thread can take longer than that.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // The longest time that SemaphoreSlim and Task.Wait accept.
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Gets whether the wait may end before the library's code does.</summary>
    public bool MayGiveUp => Timeout != System.Threading.Timeout.InfiniteTimeSpan || Cancellation.CanBeCanceled;

    /// <summary>Gets the longest time to wait for one step of the library's code: at least a second, or infinite.</summary>
    public TimeSpan OfStep => Timeout == System.Threading.Timeout.InfiniteTimeSpan ? Timeout : Timeout < Least ? Least : Timeout > Most ? Most : Timeout;

    /// <summary>Returns the same wait without cancellation, for code that undoes a change.</summary>
    public LibraryWait ToPutBack() => this with { Cancellation = CancellationToken.None };
}
