using System.Runtime.InteropServices;

namespace Hotpatch.Libraries.Loading;

/// <summary>How long the caller of a library's code waits for it, and how.</summary>
/// <param name="Timeout">How long for each step of the library's own, or infinite.</param>
/// <param name="IsAsync">Whether no thread is held while it waits; otherwise all that is awaited has ended when it returns.</param>
/// <param name="Cancellation">Ends the wait.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct LibraryWait(TimeSpan Timeout, bool IsAsync, CancellationToken Cancellation = default)
{
    // Time-outs are for running calls too, and shorter ones for those make sense; a thread that begins takes some time by itself.
    private static readonly TimeSpan Least = TimeSpan.FromSeconds(1);

    // The system waits no longer.
    private static readonly TimeSpan Most = TimeSpan.FromMilliseconds(int.MaxValue);

    /// <summary>Whether it may end before the library's code does.</summary>
    public bool MayGiveUp => Timeout != System.Threading.Timeout.InfiniteTimeSpan || Cancellation.CanBeCanceled;

    /// <summary>How long for one step.</summary>
    public TimeSpan OfStep => Timeout == System.Threading.Timeout.InfiniteTimeSpan ? Timeout : Timeout < Least ? Least : Timeout > Most ? Most : Timeout;

    /// <summary>As this, but nobody can cancel it: for what puts things back.</summary>
    public LibraryWait ToPutBack() => this with { Cancellation = CancellationToken.None };
}
