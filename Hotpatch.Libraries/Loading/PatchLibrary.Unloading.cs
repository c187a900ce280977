using System.Runtime.CompilerServices;
using Hotpatch.Infrastructure;
using Hotpatch.Libraries.Loading;
using Hotpatch.Libraries.Watching;

namespace Hotpatch;

/// <content>Unloading.</content>
public sealed partial class PatchLibrary
{
    /// <summary>
    /// Removes the library's patches in one step, unloads its assemblies, and waits up to <see cref="PatchLibraryOptions.UnloadWait"/> until they have
    /// left memory.
    /// </summary>
    /// <remarks>
    /// Patches of other owners stay. The call waits for running calls of methods that are not <see cref="Consistency.Immediate"/>. Calls of immediate
    /// methods that are inside the library run to their end, and keep the library in memory until then. If the library is already unloaded, the call
    /// returns the same result again.
    /// </remarks>
    /// <param name="timeout">
    /// The longest time to wait for running calls, and for the library's <see cref="IPatchLifecycle.OnRestoring"/>; null for
    /// <see cref="PatchLibraryOptions.Timeout"/> of the load.
    /// </param>
    /// <param name="cancellationToken">Cancels the wait for running calls and for the library's code.</param>
    /// <returns>Whether the library has left memory; if not, what may keep it there.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time-out is negative and not infinite.</exception>
    /// <exception cref="PatchLibraryException">The library refuses, or its code throws. The library stays applied.</exception>
    /// <exception cref="PatchException">Another thread is unloading or replacing the library.</exception>
    /// <exception cref="PatchDeadlockException">A method that the call would wait for is running on this thread.</exception>
    /// <exception cref="PatchTimeoutException">Calls, or code of the library, are still running after the time-out. The library stays applied.</exception>
    /// <exception cref="OperationCanceledException">The wait was cancelled. The library stays applied.</exception>
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

    /// <summary>Unloads the library as <see cref="Unload"/> does, without blocking a thread while it waits.</summary>
    /// <param name="timeout">The longest time to wait, as for <see cref="Unload"/>.</param>
    /// <param name="cancellationToken">Cancels the wait.</param>
    /// <returns>A task with the result of <see cref="Unload"/>. It fails with the exceptions that <see cref="Unload"/> throws.</returns>
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

    /// <summary>Unloads the library, as <see cref="Unload"/> without arguments does.</summary>
    /// <exception cref="PatchException">The library cannot be unloaded, for a reason that <see cref="Unload"/> lists.</exception>
    public void Dispose()
    {
        if (IsApplied)
            Unload();
    }

    /// <summary>Unloads the library, as <see cref="UnloadAsync"/> without arguments does.</summary>
    /// <returns>A task that completes when the library is unloaded.</returns>
    public async ValueTask DisposeAsync()
    {
        if (IsApplied)
            await UnloadAsync().ConfigureAwait(false);
    }

    /// <summary>Removes the patches at once, and unloads the library on the thread pool. The guard calls it.</summary>
    private void RemoveFaulty()
    {
        LibraryContent? content;
        lock (_lock)
            content = _state == State.Over ? null : _content;

        if (content is null)
            return;

        var change = LibraryChange.Of(content.Patches, []);
        change.Force();
        ThreadPool.QueueUserWorkItem(_ => UnloadQuietly());
        change.Tell();
    }

    private void UnloadQuietly()
    {
        try
        {
            Unload();
        }
        catch (PatchException)
        {
            // The library refuses, or another thread is changing it. Its patches are gone, and whoever loaded it can unload it later.
        }
    }

    // Not inlined: its local variables would keep the library in memory while ContextWait looks for it. The task is complete when it is returned,
    // since the wait is not asynchronous.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeBack(TimeSpan timeout, CancellationToken cancellationToken)
        => TakeBackAsync(new LibraryWait(timeout, IsAsync: false, cancellationToken)).GetAwaiter().GetResult();

    private async Task TakeBackAsync(LibraryWait wait)
    {
        // Throws for wrong arguments and cancelled tokens before any code of the library runs.
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
