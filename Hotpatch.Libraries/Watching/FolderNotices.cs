namespace Hotpatch.Libraries.Watching;

/// <summary>What the system tells of a folder: for promptness only, since it may tell less than all, or nothing more without saying so.</summary>
internal sealed class FolderNotices(string folder, Action signal) : IDisposable
{
    private readonly object _lock = new();
    private HashSet<string> _names = new(StringComparer.Ordinal);
    private FileSystemWatcher? _watcher;
    private volatile bool _isBroken = true;

    /// <summary>Whether it has to be begun anew.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>The names of the files that it has told of since the last time.</summary>
    public IReadOnlySet<string> Take()
    {
        lock (_lock)
        {
            var names = _names;
            if (names.Count > 0)
                _names = new(StringComparer.Ordinal);

            return names;
        }
    }

    /// <summary>Listens to the folder that has this path now; where that cannot be, it stays broken.</summary>
    public void Renew()
    {
        Dispose();
        if (!Directory.Exists(folder))
            return;

        FileSystemWatcher? watcher = null;
        try
        {
            watcher = new FileSystemWatcher(folder)
            {
                NotifyFilter = NotifyFilters.FileName | NotifyFilters.DirectoryName | NotifyFilters.LastWrite | NotifyFilters.Size
                    | NotifyFilters.Attributes | NotifyFilters.Security | NotifyFilters.CreationTime,
            };
            watcher.Created += (_, change) => Add(change.Name);
            watcher.Changed += (_, change) => Add(change.Name);
            watcher.Deleted += (_, change) => Add(change.Name);
            watcher.Renamed += (_, change) => Add(change.OldName, change.Name);
            watcher.Error += (_, _) => Break();
            watcher.EnableRaisingEvents = true;
            (_watcher, _isBroken) = (watcher, false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or PlatformNotSupportedException)
        {
            // No such folder, or too many watchers: looking at it from time to time has to do.
            watcher?.Dispose();
        }
    }

    public void Dispose()
    {
        _watcher?.Dispose();
        (_watcher, _isBroken) = (null, true);
    }

    private void Add(params ReadOnlySpan<string?> names)
    {
        lock (_lock)
        {
            foreach (var name in names)
            {
                if (name is not null)
                    _names.Add(name);
            }
        }

        signal();
    }

    private void Break()
    {
        _isBroken = true;
        signal();
    }
}
