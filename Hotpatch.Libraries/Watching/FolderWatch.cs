using System.Diagnostics;

namespace Hotpatch.Libraries.Watching;

/// <summary>
/// Schedules the looks at a folder: after a notice of the system, when a file has settled, at the poll interval, and on request.
/// </summary>
internal sealed class FolderWatch<TLibrary> : IAsyncDisposable
    where TLibrary : class
{
    // The time to collect further notices after the first: copying one file causes many.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    // Added to waits, since a timer can fire a little early and the look would find nothing due.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);

    // How long a file may take before the next one overtakes it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly WatchedFolder<TLibrary> _folder;
    private readonly FolderNotices _notices;
    private readonly ChangeQueue<FolderChange<TLibrary>> _changes;
    private readonly TimeSpan _settle;
    private readonly TimeSpan _pollInterval;
    private readonly bool _keep;
    private readonly SemaphoreSlim _turn = new(1, 1);
    private readonly SemaphoreSlim _signal = new(0);
    private readonly CancellationTokenSource _stop = new();
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly Lazy<Task> _end;
    private Task _work = Task.CompletedTask;
    private TimeSpan _retriedAt;
    private int _targets;
    private bool _ended;

    /// <summary>Creates the watch of a folder; <see cref="Start"/> begins it.</summary>
    /// <param name="folder">The full path of the folder.</param>
    /// <param name="options">The options of the watching.</param>
    /// <param name="loader">Loads and unloads libraries.</param>
    /// <param name="tell">Gets each change, one at a time. Must not throw.</param>
    /// <param name="patience">How long one file holds up the next; null for the default of a second.</param>
    public FolderWatch(
        string folder, PatchDirectoryOptions options, ILibraryLoader<TLibrary> loader, Action<FolderChange<TLibrary>> tell, TimeSpan? patience = null)
    {
        (_settle, _pollInterval, _keep) = (options.Settle, options.PollInterval, options.KeepOnDispose);
        _folder = new(folder, options.Filter, _settle, patience ?? Patience, loader, Signal);
        _notices = new(folder, Signal);
        _changes = new(tell);
        _end = new(EndAsync);
    }

    public IReadOnlyList<TLibrary> Libraries => _folder.Libraries;

    public IReadOnlyDictionary<string, string> Failures => _folder.Failures;

    private TimeSpan Now => Stopwatch.GetElapsedTime(_start);

    /// <summary>Applies the libraries that lie in the folder, then begins to watch it.</summary>
    public void Start()
    {
        AppDomain.CurrentDomain.AssemblyLoad += OnAssemblyLoad;
        _notices.Renew();

        // Files that were not written recently need not settle. If one was, wait once for it; a file that is still being written then is taken later.
        var look = Look(IsOld, Forget);
        if (look.NextAt is not null)
        {
            Thread.Sleep(_settle + Margin);
            look = Look(isOld: null, Forget);
        }

        Task.WhenAll(look.Pending).Wait();

        _work = Task.Run(WorkAsync);

        static void Forget(FolderChange<TLibrary> change)
        {
            // No report: nobody can have subscribed before Watch returns.
        }
    }

    /// <summary>Looks at the folder now.</summary>
    /// <returns>A task that completes when all files have settled, were applied or refused, and the changes were reported.</returns>
    public Task ScanAsync(CancellationToken cancellationToken) => Task.Run(() => ScanNowAsync(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync() => await _end.Value.ConfigureAwait(false);

    private async Task ScanNowAsync(CancellationToken cancellationToken)
    {
        // Retries failed files only in the first round: otherwise a file that keeps failing would be retried as long as other files settle.
        for (var retries = true; ; retries = false)
        {
            var look = await TakeTurnAsync(retries, cancellationToken).ConfigureAwait(false);
            if (look.Pending.Count > 0)
                await Task.WhenAll(look.Pending).WaitAsync(cancellationToken).ConfigureAwait(false);
            else if (look.NextAt is { } next)
                await Task.Delay(Until(next), cancellationToken).ConfigureAwait(false);
            else
                return;
        }
    }

    private async Task WorkAsync()
    {
        TimeSpan? next = null;
        try
        {
            while (true)
            {
                var noticed = await _signal.WaitAsync(next is { } due && Until(due) < _pollInterval ? Until(due) : _pollInterval, _stop.Token).ConfigureAwait(false);
                if (noticed)
                    await Task.Delay(_settle < Gathering ? _settle : Gathering, _stop.Token).ConfigureAwait(false);

                while (_signal.Wait(0, CancellationToken.None))
                {
                    // Drops the signals that have gathered: one look sees all changes so far.
                }

                next = (await TakeTurnAsync(Now - _retriedAt >= _pollInterval, _stop.Token).ConfigureAwait(false)).NextAt;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // EndAsync has stopped the watching.
        }
    }

    private async Task<LookResult> TakeTurnAsync(bool retries, CancellationToken cancellationToken)
    {
        LookResult look;
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            ObjectDisposedException.ThrowIf(_ended, typeof(PatchDirectory));
            look = Look(isOld: null, _changes.Add, retries);
        }
        finally
        {
            _turn.Release();
        }

        await _changes.TellAsync().ConfigureAwait(false);
        return look;
    }

    private LookResult Look(Func<FileStamp?, bool>? isOld, Action<FolderChange<TLibrary>> tell, bool retries = false)
    {
        if (_notices.IsBroken)
            _notices.Renew();

        if (retries)
            _retriedAt = Now;

        var result = _folder.Look(new Look(Now, _notices.Take(), retries, Volatile.Read(ref _targets), isOld), tell);

        // The watcher may watch a folder that no longer has this path, so start a new one. Look once more, since changes before its start cause no notice.
        if (result.Unnoticed || !result.FolderExists)
        {
            _notices.Renew();
            if (result.FolderExists)
                _signal.Release();
        }

        return result;
    }

    // Causes a look. Also called when a job has ended late: its change is to be reported, and its file may have changed in between.
    private void Signal() => _signal.Release();

    private bool IsOld(FileStamp? stamp) => stamp is { } there && DateTime.UtcNow - there.Written >= _settle;

    private TimeSpan Until(TimeSpan due)
    {
        var time = due - Now + Margin;
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    // Ignores collectible assemblies: each attempt to load a library loads some, and would cause the next attempt.
    private void OnAssemblyLoad(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (!loaded.LoadedAssembly.IsCollectible)
            Interlocked.Increment(ref _targets);
    }

    private async Task EndAsync()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
        await _stop.CancelAsync().ConfigureAwait(false);

        // A subscriber may end the watching from within a report. The work waits for that report, so waiting for the work would be a deadlock.
        if (!_changes.IsWithin)
            await _work.ConfigureAwait(false);

        await _turn.WaitAsync().ConfigureAwait(false);
        try
        {
            _ended = true;
            _notices.Dispose();
            if (!_keep)
                await Task.Run(() => _folder.EndAsync(_changes.Add)).ConfigureAwait(false);
            else
                await Task.WhenAll(_folder.Pending()).ConfigureAwait(false);
        }
        finally
        {
            _turn.Release();
        }

        await _changes.TellAsync().ConfigureAwait(false);
    }
}
