using System.Runtime.CompilerServices;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Watching;

namespace Hotpatch;

/// <content>How libraries are taken back.</content>
public sealed partial class PatchLibrary
{
    /// <summary>
    /// Takes the library's patches back, and no others, in one step; waits for running calls where patched methods say so; then lets the library go
    /// and looks for a while whether it has left memory. Calls of <see cref="Consistency.Immediate"/> methods that still run in it end there.
    /// </summary>
    /// <param name="timeout">
    /// How long to wait for calls, and for the library's <see cref="IPatchLifecycle.OnRestoring"/>; where it is not given, as the options of loading say.
    /// </param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>Whether it is gone, and if it is not, what may hold it. Unloading again gives the same.</returns>
    /// <exception cref="PatchLibraryException">The library refuses. All is as it was.</exception>
    /// <exception cref="PatchException">Another thread is just unloading or replacing it.</exception>
    /// <exception cref="PatchDeadlockException">A method that would have to be waited for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">The time is over. All is as it was.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. All is as it was.</exception>
    public UnloadResult Unload(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (IsApplied)
            TakeBack(timeout ?? _options.Timeout, cancellationToken);

        if (_result is null)
        {
            ContextWait.UntilGone(_context, _options.UnloadWait);
            Interlocked.CompareExchange(ref _result, Look(), null);
        }

        return _result;
    }

    /// <summary>As <see cref="Unload"/>, without holding a thread while it waits.</summary>
    /// <param name="timeout">As for <see cref="Unload"/>.</param>
    /// <param name="cancellationToken">As for <see cref="Unload"/>.</param>
    /// <returns>A task with the result, which fails as the other throws.</returns>
    public async Task<UnloadResult> UnloadAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (IsApplied)
            await TakeBackAsync(new LibraryWait(timeout ?? _options.Timeout, IsAsync: true, cancellationToken)).ConfigureAwait(false);

        if (_result is null)
        {
            await ContextWait.UntilGoneAsync(_context, _options.UnloadWait).ConfigureAwait(false);
            Interlocked.CompareExchange(ref _result, Look(), null);
        }

        return _result;
    }

    /// <summary>As <see cref="Unload"/>.</summary>
    /// <exception cref="PatchException">As for <see cref="Unload"/>.</exception>
    public void Dispose()
    {
        if (IsApplied)
            Unload();
    }

    /// <summary>As <see cref="UnloadAsync"/>.</summary>
    /// <returns>A task that completes when the library has been taken back.</returns>
    public async ValueTask DisposeAsync()
    {
        if (IsApplied)
            await UnloadAsync().ConfigureAwait(false);
    }

    // Not inlined: what it has in its hands must not lie on the stack while the library is looked for. Nothing of it is left to be awaited.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeBack(TimeSpan timeout, CancellationToken cancellationToken)
        => TakeBackAsync(new LibraryWait(timeout, IsAsync: false, cancellationToken)).GetAwaiter().GetResult();

    private async Task TakeBackAsync(LibraryWait wait)
    {
        // Wrong arguments, and a wait that is cancelled already, before anything is asked.
        PatchChange.CheckWait(wait.Timeout, wait.Cancellation);
        if (LibraryUnload.TryBegin(this, _options) is not { } unload)
            return;

        try
        {
            await unload.AskAsync(wait).ConfigureAwait(false);
            if (wait.IsAsync)
                await unload.Change.RunAsync(wait.Timeout, wait.Cancellation).ConfigureAwait(false);
            else
                unload.Change.Run(wait.Timeout, wait.Cancellation);

            unload.End();
        }
        catch
        {
            await unload.AbandonAsync(wait).ConfigureAwait(false);
            throw;
        }

        unload.Tell();
    }

    private UnloadResult Look() => new(_context, () => Holders.Of(_context, Name, _applied));
}
