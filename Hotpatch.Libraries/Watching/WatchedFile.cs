namespace Hotpatch.Libraries.Watching;

/// <summary>One name in the folder: what lies there, since when it has been so, and what was made of it.</summary>
internal sealed class WatchedFile<TLibrary>(string path)
    where TLibrary : class
{
    private FileStamp? _seen;
    private TimeSpan _since;
    private bool _noticed;

    // What the last attempt was made with, how many assemblies the program had loaded then, and what came of it.
    private FileStamp? _taken;
    private int _targets;
    private string? _content;

    public string Path => path;

    public string Name { get; } = System.IO.Path.GetFileName(path);

    public TLibrary? Library { get; private set; }

    public Failure? Failure { get; private set; }

    /// <summary>What is being done about it; null for nothing.</summary>
    public Task? Job { get; private set; }

    /// <summary>Whether there is nothing to remember of it.</summary>
    public bool IsForgotten => Job is null && _seen is null && _taken is null && Library is null && Failure is null;

    /// <summary>Notes what lies there now.</summary>
    /// <param name="stamp">Null for nothing.</param>
    /// <param name="now">The time.</param>
    /// <param name="noticed">Whether the system has told that something was done to it.</param>
    /// <returns>Whether it is another than before.</returns>
    public bool See(FileStamp? stamp, TimeSpan now, bool noticed)
    {
        var changed = stamp != _seen;
        if (changed || noticed)
            (_seen, _since) = (stamp, now);

        _noticed |= noticed;
        return changed;
    }

    /// <summary>What lies there has done so for long: it need not settle.</summary>
    public void SeeAsOld() => _since = TimeSpan.MinValue;

    /// <summary>When it has been the same for so long that something shall be done with it; null where nothing is to be done.</summary>
    /// <param name="settle">How long.</param>
    /// <param name="retries">Whether what may be over is tried again.</param>
    /// <param name="targets">How many assemblies the program has loaded.</param>
    public TimeSpan? DueAt(TimeSpan settle, bool retries, int targets)
        => Job is not null || !HasWork(retries, targets) ? null : _since == TimeSpan.MinValue ? _since : _since + settle;

    /// <summary>Begins what is to be done.</summary>
    /// <param name="targets">As for <see cref="DueAt"/>.</param>
    /// <param name="start">Starts it; it ends with <see cref="Complete"/>.</param>
    public void Begin(int targets, Func<FileJob<TLibrary>, Task> start)
    {
        var onlyNoticed = Library is not null && Failure is null && _seen?.File == _taken?.File;
        (_noticed, _taken, _targets) = (false, _seen, targets);
        Job = start(new FileJob<TLibrary>(path, Library, _seen is not null, onlyNoticed ? _content : null));
    }

    /// <summary>Begins to take the library back, whatever lies there.</summary>
    public void BeginEnd(Func<FileJob<TLibrary>, Task> start) => Job = start(new FileJob<TLibrary>(path, Library, IsThere: false, Known: null));

    /// <summary>Ends what was begun.</summary>
    /// <returns>What has happened; null for nothing that is worth to be told.</returns>
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

        // With a library that is as it should be, only its own file counts; where one was refused, its signature does too.
        if (Failure is null ? _seen?.File != _taken?.File : _seen != _taken)
            return true;

        return Failure is { } failure && retries && (failure.IsPassing || (failure.IsOfTargets && _seen is not null && _targets != targets));
    }

    private FolderChange<TLibrary>? Fail(FileJob<TLibrary> job, FileOutcome<TLibrary> outcome)
    {
        // That something cannot be taken back now says nothing about later.
        var failure = Failure.Of(outcome.Exception!, outcome.Content);
        if (!job.IsThere)
            failure = failure with { IsPassing = true };

        var isKnown = failure.IsSameAs(Failure);
        Failure = failure;
        return isKnown ? null : new(PatchDirectoryChange.Failed, path, Library, outcome.Exception);
    }
}
