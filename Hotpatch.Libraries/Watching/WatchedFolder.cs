using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Watching;

/// <summary>
/// Compares the files of a folder with the applied libraries, and starts a job for each difference. Only one look runs at a time; a job that takes long
/// continues after it on its own thread.
/// </summary>
/// <param name="folder">The full path of the folder.</param>
/// <param name="filter">The pattern of the names of library files.</param>
/// <param name="settle">How long a file must stay unchanged before it is taken.</param>
/// <param name="patience">How long one file holds up the next, as for <see cref="FilePatience"/>.</param>
/// <param name="loader">Loads and unloads libraries.</param>
/// <param name="endedLate">Called when a job has ended after the look that began it.</param>
internal sealed class WatchedFolder<TLibrary>(
    string folder, string filter, TimeSpan settle, TimeSpan patience, ILibraryLoader<TLibrary> loader, Action? endedLate = null)
    where TLibrary : class
{
    // Guards _files with all their members, and _failure.
    private readonly object _lock = new();
    private readonly SortedDictionary<string, WatchedFile<TLibrary>> _files = new(StringComparer.Ordinal);
    private Failure? _failure;

    /// <summary>Gets the applied libraries, in the order of their file names.</summary>
    public IReadOnlyList<TLibrary> Libraries { get; private set; } = [];

    /// <summary>Gets the reasons of failures by path: those of files, and that of the folder itself.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Looks at the folder once, and runs the jobs that are due.</summary>
    /// <param name="look">The input of the look.</param>
    /// <param name="tell">Gets each change, on any thread and under the lock: it must only record the change.</param>
    /// <returns>The result of the look.</returns>
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
#pragma warning disable CA1031 // If the folder cannot be read, the applied libraries stay.
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

    /// <summary>Unloads all libraries, the last one first. Call this after the last look.</summary>
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

    /// <summary>Returns the jobs that are still running.</summary>
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

    // On its own thread: jobs that take long would use up the thread pool. The caller holds the lock until the job is recorded, so Complete runs after that.
    private Task Start(WatchedFile<TLibrary> file, FileJob<TLibrary> work, Action<FolderChange<TLibrary>> tell)
        => Task.Factory.StartNew(
            () =>
            {
                var start = Stopwatch.GetTimestamp();
                var outcome = work.Run(loader);
                var duration = Stopwatch.GetElapsedTime(start);

                // Reports the change before the job ends: ScanAsync waits for the jobs and then for the reports, and must not miss this one.
                lock (_lock)
                {
                    var change = file.Complete(work, outcome);
                    Publish();
                    if (change is not null)
                        tell(change with { Duration = duration });
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
        // Ignores hidden files: programs that copy a file often write it under a hidden name first.
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
