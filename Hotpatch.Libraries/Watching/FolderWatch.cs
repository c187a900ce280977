using System.Diagnostics;

namespace Hotpatch.Libraries.Watching;

/// <summary>When a folder is looked at: when the system tells of something, when files have settled, from time to time, and when one asks.</summary>
internal sealed class FolderWatch<TLibrary> : IAsyncDisposable
    where TLibrary : class
{
    // Copying a file is told of many times.
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(20);

    // Not a moment too early, which would only be another look.
    private static readonly TimeSpan Margin = TimeSpan.FromMilliseconds(1);

    // What a library does by itself, or running calls, may take long; what does not is done one after the other.
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

    /// <param name="folder">The full path.</param>
    /// <param name="options">When, and what.</param>
    /// <param name="loader">How.</param>
    /// <param name="tell">Gets what has happened, one after the other; must not throw.</param>
    /// <param name="patience">A test's: for how long one file holds up the next.</param>
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

    /// <summary>Takes what lies there, and begins to watch.</summary>
    public void Start()
    {
        AppDomain.CurrentDomain.AssemblyLoad += OnAssemblyLoad;
        _notices.Renew();

        // Most often nothing has been written for long. What has been, settles once; what is still being written then, comes later.
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
            // Nobody can listen yet.
        }
    }

    /// <summary>Looks now; returns when all that lies there has settled, and was taken or refused, and when that was told.</summary>
    public Task ScanAsync(CancellationToken cancellationToken) => Task.Run(() => ScanNowAsync(cancellationToken), cancellationToken);

    public async ValueTask DisposeAsync() => await _end.Value.ConfigureAwait(false);

    private async Task ScanNowAsync(CancellationToken cancellationToken)
    {
        // Once: what fails again would be tried without end while other files settle or take long.
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
                    // What has been told until now, one look sees.
                }

                next = (await TakeTurnAsync(Now - _retriedAt >= _pollInterval, _stop.Token).ConfigureAwait(false)).NextAt;
            }
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // The end.
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

        // The folder may be another one by now, of which nothing is told; nor is what is done to it until somebody listens.
        if (result.Unnoticed || !result.FolderExists)
        {
            _notices.Renew();
            if (result.FolderExists)
                _signal.Release();
        }

        return result;
    }

    // Also for what has ended late: that is told of then, and its file may have changed meanwhile.
    private void Signal() => _signal.Release();

    private bool IsOld(FileStamp? stamp) => stamp is { } there && DateTime.UtcNow - there.Written >= _settle;

    private TimeSpan Until(TimeSpan due)
    {
        var time = due - Now + Margin;
        return time > TimeSpan.Zero ? time : TimeSpan.Zero;
    }

    // Not the libraries' own, of which loading one that is refused makes some each time.
    private void OnAssemblyLoad(object? sender, AssemblyLoadEventArgs loaded)
    {
        if (!loaded.LoadedAssembly.IsCollectible)
            Interlocked.Increment(ref _targets);
    }

    private async Task EndAsync()
    {
        AppDomain.CurrentDomain.AssemblyLoad -= OnAssemblyLoad;
        await _stop.CancelAsync().ConfigureAwait(false);

        // Who is told of a change may be who ends it, and the work goes on when it has been told.
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
