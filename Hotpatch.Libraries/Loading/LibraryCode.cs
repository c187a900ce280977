namespace Hotpatch.Libraries.Loading;

/// <summary>
/// Runs the code of a library, one call at a time. If the caller's wait can end early, the code runs on its own thread: no thread can be stopped, so the
/// code continues after the caller has given up.
/// </summary>
/// <param name="library">The library's name, for messages.</param>
#pragma warning disable CA1001 // A SemaphoreSlim holds nothing to dispose of as long as its AvailableWaitHandle is not used.
internal sealed class LibraryCode(string library)
#pragma warning restore CA1001
{
    private readonly SemaphoreSlim _turn = new(1, 1);

    /// <summary>Gets whether a call is running, which may be one whose caller has given up.</summary>
    public bool IsBusy => _turn.CurrentCount == 0;

    /// <summary>Runs code of the library. Rethrows any exception of the code.</summary>
    /// <param name="what">The name of the code, for messages.</param>
    /// <param name="code">The code.</param>
    /// <param name="wait">How long to wait, and how.</param>
    /// <param name="afterwards">Runs on the code's thread when the code ends after its caller has given up.</param>
    /// <exception cref="LibraryTimeoutException">The code is still running after the time-out.</exception>
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
        const string GoesOn = "Nothing has changed. No thread can be stopped: the library's code continues, and keeps the library in memory until it ends.";
        return wait.Cancellation.IsCancellationRequested
            ? new OperationCanceledException($"{library}: the wait for {what} was cancelled. {GoesOn}", wait.Cancellation)
            : new LibraryTimeoutException($"{library}: {what} was expected to end within {wait.OfStep}, but is still running. {GoesOn}");
    }

    /// <summary>One call on its own thread. Its caller waits for it or has given up.</summary>
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

        /// <summary>Gives the call up. Returns false if its code has already ended: then its result counts.</summary>
        public bool TryGiveUp() => Interlocked.CompareExchange(ref _state, GivenUp, 0) == 0;

        public void ThrowIfFailed()
        {
            // If TryGiveUp came too late, the code has ended but its task may not have.
            Ended.Wait();
            _failure?.Throw();
        }

        private void Run(Action code, Action? afterwards, SemaphoreSlim turn)
        {
            try
            {
                code();
            }
#pragma warning disable CA1031 // ThrowIfFailed rethrows it to the caller.
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
