using System.Diagnostics.CodeAnalysis;

namespace Hotpatch.Hosting.Threading;

/// <summary>Runs asynchronous work one after the other, until an end after which nothing runs any more. Thread safe.</summary>
[SuppressMessage("Design", "CA1001", Justification = "A semaphore whose wait handle nobody asks for holds nothing that must be disposed.")]
internal sealed class Turn
{
    private readonly SemaphoreSlim _free = new(1, 1);
    private bool _hasEnded;

    /// <summary>Waits for its turn, then runs the work. After the end, does nothing.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        await _free.WaitAsync().ConfigureAwait(false);
        try
        {
            if (!_hasEnded)
                await work().ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for its turn, then runs work with a result.</summary>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    /// <exception cref="ObjectDisposedException">The end has come.</exception>
    public async Task<T> RunAsync<T>(Func<Task<T>> work, CancellationToken cancellationToken)
    {
        await _free.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_hasEnded, this);
            return await work().ConfigureAwait(false);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <summary>Waits for its turn, then runs the last work. A second call does nothing.</summary>
    public Task EndAsync(Func<Task> lastWork)
        => RunAsync(() =>
        {
            _hasEnded = true;
            return lastWork();
        });
}
