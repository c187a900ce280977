namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Runs code of a library, one call after the other, for no longer than the caller waits: then on a thread of its own, which goes on when the caller
/// gives up, since no thread can be stopped.
/// </summary>
/// <param name="library">The library's name, for messages.</param>
#pragma warning disable CA1001 // A semaphore that nobody asks for a wait handle holds nothing.
internal sealed class LibraryCode(string library)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Whether a call is running; after a caller has given up it is one that was not expected to take so long.</summary>
    public bool IsBusy => _turn.CurrentCount == 0;

    /// <summary>Runs code.</summary>
    /// <param name="what">What it is, for messages.</param>
    /// <param name="code">The code; what it throws, this throws.</param>
    /// <param name="wait">How long to wait for it.</param>
    /// <param name="afterwards">Runs, on the same thread, when code ends for which nobody waits any more.</param>
    /// <exception cref="PatchTimeoutException">The time is over, and the code is still running.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled.</exception>
    public async ValueTask RunAsync(string what, Action code, LibraryWait wait, Action? afterwards = null)
    {
        await TakeTurnAsync(what, wait).ConfigureAwait(false);
        if (!wait.MayGiveUp)
        {
            try
            {
                code();
            }
            finally
            {
                _turn.Release();
            }

            return;
        }

        var call = new Call(code, afterwards, _turn);
        if (!await EndsInTimeAsync(call, wait).ConfigureAwait(false) && call.TryGiveUp())
            throw GivenUp(what, wait);

        call.ThrowIfFailed();
    }

    private async ValueTask TakeTurnAsync(string what, LibraryWait wait)
    {
        var isTaken = wait.IsAsync
            ? await _turn.WaitAsync(wait.OfStep, wait.Cancellation).ConfigureAwait(false)
            : _turn.Wait(wait.OfStep, wait.Cancellation);
        if (!isTaken)
            throw GivenUp($"an earlier call of its code, before {what},", wait);
    }

    private static async ValueTask<bool> EndsInTimeAsync(Call call, LibraryWait wait)
    {
        try
        {
            if (!wait.IsAsync)
                return call.Ended.Wait(wait.OfStep, wait.Cancellation);

            await call.Ended.WaitAsync(wait.OfStep, wait.Cancellation).ConfigureAwait(false);
            return true;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            return false;
        }
    }

    private Exception GivenUp(string what, LibraryWait wait)
    {
        const string GoesOn = "No thread can be stopped: its code goes on, and holds the library in memory until it ends.";
        return wait.Cancellation.IsCancellationRequested
            ? new OperationCanceledException($"{library}: the wait for {what} was cancelled. All is as it was. {GoesOn}", wait.Cancellation)
            : new LibraryTimeoutException($"{library}: {what} was expected to end within {wait.OfStep}, but is still running. All is as it was. {GoesOn}");
    }

    /// <summary>One call on its own thread, for which somebody waits or has given up.</summary>
    private sealed class Call
    {
        private const int Ending = 1;
        private const int GivenUp = 2;

        private int _state;
        private System.Runtime.ExceptionServices.ExceptionDispatchInfo? _failure;

        public Call(Action code, Action? afterwards, SemaphoreSlim turn)
            => Ended = Task.Factory.StartNew(
                () => Run(code, afterwards, turn),
                CancellationToken.None,
                TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
                TaskScheduler.Default);

        public Task Ended { get; }

        /// <summary>Whether nobody waits any more; false where the code has ended just before.</summary>
        public bool TryGiveUp() => Interlocked.CompareExchange(ref _state, GivenUp, 0) == 0;

        public void ThrowIfFailed()
        {
            // Where giving up came too late, there is a moment left.
            Ended.Wait();
            _failure?.Throw();
        }

        private void Run(Action code, Action? afterwards, SemaphoreSlim turn)
        {
            try
            {
                code();
            }
#pragma warning disable CA1031 // Whoever waits gets it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _failure = System.Runtime.ExceptionServices.ExceptionDispatchInfo.Capture(exception);
            }

            try
            {
                if (Interlocked.CompareExchange(ref _state, Ending, 0) == GivenUp)
                    afterwards?.Invoke();
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
