namespace Hotpatch.Libraries.Watching;

/// <summary>
/// Tracks one file name in the folder: the file's state, since when it has been so, and the library that is applied from it. Guarded by the lock of
/// <see cref="WatchedFolder{TLibrary}"/>.
/// </summary>
internal sealed class WatchedFile<TLibrary>(string path)
    where TLibrary : class
{
    private FileStamp? _seen;
    private TimeSpan _since;
    private bool _noticed;

    // Of the last attempt: the state of the file, the number of assemblies loaded at that time, and the hash of the content that it applied.
    private FileStamp? _taken;
    private int _targets;
    private string? _content;

    public string Path => path;

    public string Name { get; } = System.IO.Path.GetFileName(path);

    public TLibrary? Library { get; private set; }

    public Failure? Failure { get; private set; }

    /// <summary>Gets the running job; null for none.</summary>
    public Task? Job { get; private set; }

    /// <summary>Gets whether the object holds no information and can be dropped.</summary>
    public bool IsForgotten => Job is null && _seen is null && _taken is null && Library is null && Failure is null;

    /// <summary>Records the current state of the file.</summary>
    /// <param name="stamp">The state; null if the file does not exist.</param>
    /// <param name="now">The current time.</param>
    /// <param name="noticed">Whether the system has sent a notice about the file.</param>
    /// <returns>Whether the state has changed.</returns>
    public bool See(FileStamp? stamp, TimeSpan now, bool noticed)
    {
        var changed = stamp != _seen;
        if (changed || noticed)
            (_seen, _since) = (stamp, now);

        _noticed |= noticed;
        return changed;
    }

    /// <summary>Records that the file has not been written recently, and so need not settle.</summary>
    public void SeeAsOld() => _since = TimeSpan.MinValue;

    /// <summary>Returns the time at which the file has settled and is to be taken; null if there is nothing to do.</summary>
    /// <param name="settle">How long the file must stay unchanged.</param>
    /// <param name="retries">Whether a failure that may have passed is tried again.</param>
    /// <param name="targets">The number of assemblies that the program has loaded.</param>
    public TimeSpan? DueAt(TimeSpan settle, bool retries, int targets)
        => Job is not null || !HasWork(retries, targets) ? null : _since == TimeSpan.MinValue ? _since : _since + settle;

    /// <summary>Begins a job for the current state of the file.</summary>
    /// <param name="targets">The number of assemblies that the program has loaded.</param>
    /// <param name="start">Starts the job, which calls <see cref="Complete"/> at its end.</param>
    public void Begin(int targets, Func<FileJob<TLibrary>, Task> start)
    {
        var onlyNoticed = Library is not null && Failure is null && _seen?.File == _taken?.File;
        (_noticed, _taken, _targets) = (false, _seen, targets);
        Job = start(new FileJob<TLibrary>(path, Library, _seen is not null, onlyNoticed ? _content : null));
    }

    /// <summary>Begins a job that unloads the library, whatever the state of the file.</summary>
    /// <param name="start">Starts the job, which calls <see cref="Complete"/> at its end.</param>
    public void BeginEnd(Func<FileJob<TLibrary>, Task> start) => Job = start(new FileJob<TLibrary>(path, Library, IsThere: false, Known: null));

    /// <summary>Records the result of a job.</summary>
    /// <returns>The change to report; null for none.</returns>
    public FolderChange<TLibrary>? Complete(FileJob<TLibrary> job, FileOutcome<TLibrary> outcome)
    {
        Job = null;
        switch (outcome.Kind)
        {
            case FileOutcomeKind.Same:
                return null;
            case FileOutcomeKind.Failed:
                return Fail(job, outcome);
            default:
                (Library, _content, Failure) = (outcome.Library, outcome.Content, null);
                return outcome.Kind == FileOutcomeKind.Loaded
                    ? new(job.Library is null ? PatchDirectoryChange.Applied : PatchDirectoryChange.Updated, path, Library, Exception: null)
                    : job.Library is null ? null : new(PatchDirectoryChange.Removed, path, job.Library, Exception: null);
        }
    }

    private bool HasWork(bool retries, int targets)
    {
        if (_noticed && _seen is not null)
            return true;

        // For an applied library, only its own file counts. After a failure the signature counts too: a new one may make the library trusted.
        if (Failure is null ? _seen?.File != _taken?.File : _seen != _taken)
            return true;

        return Failure is { } failure && retries && (failure.IsPassing || (failure.IsOfTargets && _seen is not null && _targets != targets));
    }

    private FolderChange<TLibrary>? Fail(FileJob<TLibrary> job, FileOutcome<TLibrary> outcome)
    {
        // A failed unloading is always tried again, since the file is gone and cannot change.
        var failure = Failure.Of(outcome.Exception!, outcome.Content);
        if (!job.IsThere)
            failure = failure with { IsPassing = true };

        var isKnown = failure.IsSameAs(Failure);
        Failure = failure;
        return isKnown ? null : new(PatchDirectoryChange.Failed, path, Library, outcome.Exception);
    }
}
