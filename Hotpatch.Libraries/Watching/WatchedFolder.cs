using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>
/// What lies in a folder and what was made of it. One look at a time; what is done about a file that takes long goes on after it, on a thread of its own.
/// </summary>
/// <param name="folder">The full path.</param>
/// <param name="filter">Which names are libraries'.</param>
/// <param name="settle">For how long a file must have been the same.</param>
/// <param name="patience">For how long one file holds up the next, as for <see cref="FilePatience"/>.</param>
/// <param name="loader">How libraries come and go.</param>
/// <param name="endedLate">Called when what is done about a file has ended after the look that began it.</param>
internal sealed class WatchedFolder<TLibrary>(
    string folder, string filter, TimeSpan settle, TimeSpan patience, ILibraryLoader<TLibrary> loader, Action? endedLate = null)
    where TLibrary : class
{
    // Guards what is known of the files.
    private readonly object _lock = new();
    private readonly SortedDictionary<string, WatchedFile<TLibrary>> _files = new(StringComparer.Ordinal);
    private Failure? _failure;

    /// <summary>Those that are applied, in the order of their names.</summary>
    public IReadOnlyList<TLibrary> Libraries { get; private set; } = [];

    /// <summary>What is wrong, by path: of files, and of the folder itself.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Looks at the folder, and does what is due.</summary>
    /// <param name="look">What the time is, and what is known.</param>
    /// <param name="tell">Gets what has happened, on any thread and under a lock: for whoever notes it.</param>
    /// <returns>What came of it.</returns>
    public LookResult Look(Look look, Action<FolderChange<TLibrary>> tell)
    {
        var unnoticed = false;
        var exists = true;
        try
        {
            lock (_lock)
            {
                exists = See(look, ref unnoticed);
                _failure = null;
            }
        }
#pragma warning disable CA1031 // Whatever it is, nobody can tell what lies there: what is applied stays.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception, tell);
            return new LookResult(NextAt: null, unnoticed, FolderExists: false, Pending());
        }

        var next = DoWhatIsDue(look, tell);
        lock (_lock)
        {
            foreach (var file in _files.Values.Where(file => file.IsForgotten).ToArray())
                _files.Remove(file.Name);

            Publish();
        }

        return new LookResult(next, unnoticed, exists, Pending());
    }

    /// <summary>Takes all libraries back, the last one first; after the last look.</summary>
    public async Task EndAsync(Action<FolderChange<TLibrary>> tell)
    {
        var ends = new List<Task>();
        var holdUp = new FilePatience(patience);
        foreach (var file in Snapshot().AsEnumerable().Reverse())
        {
            if (PendingOf(file) is { } job)
            {
                ends.Add(EndAfterAsync(job, file, tell));
            }
            else if (TryBeginEnd(file, tell, out var end))
            {
                ends.Add(end);
                holdUp.WaitFor(end);
            }
        }

        await Task.WhenAll(ends).ConfigureAwait(false);
    }

    /// <summary>What is being done about files that take long.</summary>
    public IReadOnlyList<Task> Pending() => [.. Snapshot().Select(PendingOf).OfType<Task>()];

    private TimeSpan? DoWhatIsDue(Look look, Action<FolderChange<TLibrary>> tell)
    {
        TimeSpan? next = null;
        var holdUp = new FilePatience(patience);
        foreach (var file in Snapshot())
        {
            Task job;
            lock (_lock)
            {
                if (file.DueAt(settle, look.Retries, look.Targets) is not { } due)
                    continue;

                if (due > look.Now)
                {
                    next = next is { } other && other < due ? other : due;
                    continue;
                }

                file.Begin(look.Targets, work => Start(file, work, tell));
                job = file.Job!;
            }

            if (!holdUp.WaitFor(job))
                _ = job.ContinueWith(_ => endedLate?.Invoke(), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        }

        return next;
    }

    private async Task EndAfterAsync(Task job, WatchedFile<TLibrary> file, Action<FolderChange<TLibrary>> tell)
    {
        await job.ConfigureAwait(false);
        if (TryBeginEnd(file, tell, out var end))
            await end.ConfigureAwait(false);
    }

    private bool TryBeginEnd(WatchedFile<TLibrary> file, Action<FolderChange<TLibrary>> tell, [NotNullWhen(true)] out Task? end)
    {
        end = null;
        lock (_lock)
        {
            if (file.Library is null)
                return false;

            file.BeginEnd(work => Start(file, work, tell));
            end = file.Job!;
            return true;
        }
    }

    // Not on the pool, of which those that take long would use up the threads. It waits for the lock, until it has been noted that it was begun.
    private Task Start(WatchedFile<TLibrary> file, FileJob<TLibrary> work, Action<FolderChange<TLibrary>> tell)
        => Task.Factory.StartNew(
            () =>
            {
                var outcome = work.Run(loader);

                // Told before anybody can see that it has ended: who waits for that, and then for subscribers, misses none.
                lock (_lock)
                {
                    var change = file.Complete(work, outcome);
                    Publish();
                    if (change is not null)
                        tell(change);
                }
            },
            CancellationToken.None,
            TaskCreationOptions.LongRunning | TaskCreationOptions.DenyChildAttach,
            TaskScheduler.Default);

    private WatchedFile<TLibrary>[] Snapshot()
    {
        lock (_lock)
            return [.. _files.Values];
    }

    private Task? PendingOf(WatchedFile<TLibrary> file)
    {
        lock (_lock)
            return file.Job;
    }

    private bool See(Look look, ref bool unnoticed)
    {
        var (names, exists) = List();
        foreach (var name in names)
        {
            if (!_files.ContainsKey(name))
                _files.Add(name, new WatchedFile<TLibrary>(Path.Combine(folder, name)));
        }

        foreach (var (name, file) in _files)
        {
            var stamp = names.Contains(name) ? FileStamp.Of(file.Path) : null;
            var noticed = look.Noticed.Contains(name) || look.Noticed.Contains(name + SignatureFile.Extension);
            var changed = file.See(stamp, look.Now, noticed);
            unnoticed |= changed && !noticed;
            if (changed && look.IsOld?.Invoke(stamp) == true)
                file.SeeAsOld();
        }

        return exists;
    }

    private (HashSet<string> Names, bool Exists) List()
    {
        // Hidden files are left out: programs that copy write under such names first.
        var options = new EnumerationOptions { IgnoreInaccessible = false, MatchType = MatchType.Simple };
        try
        {
            var names = new DirectoryInfo(folder).EnumerateFiles(filter, options).Select(file => file.Name);
            return (names.ToHashSet(StringComparer.Ordinal), true);
        }
        catch (DirectoryNotFoundException)
        {
            return ([], false);
        }
    }

    private void Fail(Exception exception, Action<FolderChange<TLibrary>> tell)
    {
        var failure = Failure.Of(exception, content: null);
        bool isKnown;
        lock (_lock)
        {
            isKnown = failure.IsSameAs(_failure);
            _failure = failure;
            Publish();
        }

        if (!isKnown)
            tell(new(PatchDirectoryChange.Failed, folder, Library: null, exception));
    }

    private void Publish()
    {
        Libraries = _files.Values.Select(file => file.Library).OfType<TLibrary>().ToArray();
        var failures = _files.Values.Where(file => file.Failure is not null)
            .ToDictionary(file => file.Path, file => file.Failure!.Message, StringComparer.Ordinal);
        if (_failure is not null)
            failures[folder] = _failure.Message;

        Failures = failures;
    }
}
