namespace Hotpatch.Watching;

/// <summary>What lies in a folder and what was made of it. Not for several threads at once; the two lists are.</summary>
internal sealed class WatchedFolder<TLibrary>(string folder, string filter, TimeSpan settle, ILibraryLoader<TLibrary> loader)
    where TLibrary : class
{
    private readonly SortedDictionary<string, WatchedFile<TLibrary>> _files = new(StringComparer.Ordinal);
    private Failure? _failure;

    /// <summary>Those that are applied, in the order of their names.</summary>
    public IReadOnlyList<TLibrary> Libraries { get; private set; } = [];

    /// <summary>What is wrong, by path: of files, and of the folder itself.</summary>
    public IReadOnlyDictionary<string, string> Failures { get; private set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Looks at the folder, and does what is due.</summary>
    /// <param name="look">What the time is, and what is known.</param>
    /// <param name="tell">Gets what has happened.</param>
    /// <returns>What came of it.</returns>
    public LookResult Look(Look look, Action<FolderChange<TLibrary>> tell)
    {
        var unnoticed = false;
        var exists = true;
        try
        {
            exists = See(look, ref unnoticed);
            _failure = null;
        }
#pragma warning disable CA1031 // Whatever it is, nobody can tell what lies there: what is applied stays.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(exception, tell);
            return new LookResult(NextAt: null, unnoticed, FolderExists: false);
        }

        TimeSpan? next = null;
        foreach (var file in _files.Values.ToArray())
        {
            if (file.DueAt(settle, look.Retries, look.Targets) is not { } due)
                continue;

            if (due > look.Now)
            {
                next = next is { } other && other < due ? other : due;
                continue;
            }

            if (file.Work(loader, look.Targets) is { } change)
                tell(change);

            Publish();
        }

        foreach (var file in _files.Values.Where(file => file.IsForgotten).ToArray())
            _files.Remove(file.Name);

        Publish();
        return new LookResult(next, unnoticed, exists);
    }

    /// <summary>Takes all libraries back, the last one first.</summary>
    public void End(Action<FolderChange<TLibrary>> tell)
    {
        foreach (var file in _files.Values.Where(file => file.Library is not null).Reverse().ToArray())
        {
            if (file.End(loader) is { } change)
                tell(change);

            Publish();
        }
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
            var noticed = look.Noticed.Contains(name) || look.Noticed.Contains(name + PatchSignature.Extension);
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
        var isKnown = failure.IsSameAs(_failure);
        _failure = failure;
        Publish();
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
