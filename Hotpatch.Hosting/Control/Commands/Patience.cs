using System.Runtime.CompilerServices;

namespace Hotpatch.Hosting.Control.Commands;

/// <summary>Ends a sequence that its client has stopped reading, and with it what the sequence observes.</summary>
internal static class Patience
{
    /// <summary>The patience with a client that neither reads nor goes away.</summary>
    public static TimeSpan Default { get; } = TimeSpan.FromSeconds(30);

    /// <summary>Passes the elements of a sequence on.</summary>
    /// <param name="source">The sequence. It is disposed if the client asks for no further element for too long.</param>
    /// <param name="patience">How long to wait for the client.</param>
    /// <param name="cancellationToken">Ends the sequence.</param>
    /// <exception cref="ControlException">The client has come back too late.</exception>
    public static async IAsyncEnumerable<T> WithPatience<T>(this IAsyncEnumerable<T> source, TimeSpan patience, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var elements = source.GetAsyncEnumerator(cancellationToken);
        await using var ending = elements.ConfigureAwait(false);
        while (await elements.MoveNextAsync().ConfigureAwait(false))
        {
            // The sequence is suspended until the client asks for more, so that another thread may dispose it.
            using var absence = new Absence(elements, patience);
            yield return elements.Current;
            if (!await absence.EndAsync().ConfigureAwait(false))
                throw new ControlException(Protocol.ControlError.Ended, $"The command has ended, since the client has read nothing for {patience.TotalSeconds} seconds.");
        }
    }

    /// <summary>The time until a client asks for the next element.</summary>
    private sealed class Absence : IDisposable
    {
        private readonly IAsyncDisposable _sequence;
        private readonly TaskCompletionSource _disposed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly Timer _timer;
        private int _isOver;

        public Absence(IAsyncDisposable sequence, TimeSpan patience)
        {
            _sequence = sequence;
            _timer = new Timer(static absence => _ = ((Absence)absence!).GiveUpAsync(), this, patience, Timeout.InfiniteTimeSpan);
        }

        public void Dispose() => _timer.Dispose();

        /// <summary>The client is back.</summary>
        /// <returns>Whether the sequence goes on.</returns>
        public async ValueTask<bool> EndAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) == 0)
                return true;

            await _disposed.Task.ConfigureAwait(false);
            return false;
        }

        private async Task GiveUpAsync()
        {
            if (Interlocked.Exchange(ref _isOver, 1) != 0)
                return;

            try
            {
                await _sequence.DisposeAsync().ConfigureAwait(false);
            }
#pragma warning disable CA1031 // An observation that can't be ended is none of this client's business any more.
            catch (Exception)
#pragma warning restore CA1031
            {
                // As in Observations.Dispose.
            }
            finally
            {
                _disposed.SetResult();
            }
        }
    }
}
