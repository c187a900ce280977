namespace Hotpatch.Libraries.Watching;

/// <summary>
/// Collects the notices of a <see cref="FileSystemWatcher"/>. They only make the watching prompt: the watcher may miss changes, or stop without an error.
/// </summary>
/// <param name="folder">The full path of the folder.</param>
/// <param name="signal">Called after each notice, on any thread.</param>
internal sealed class FolderNotices(string folder, Action signal) : IDisposable
{
    private readonly object _lock = new();
    private HashSet<string> _names = new(StringComparer.Ordinal);
    private FileSystemWatcher? _watcher;
    private volatile bool _isBroken = true;

    /// <summary>Gets whether no watcher runs: call <see cref="Renew"/>.</summary>
    public bool IsBroken => _isBroken;

    /// <summary>Returns the names of the files with notices since the last call.</summary>
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

    /// <summary>Starts a new watcher on the folder that has this path now. If that fails, <see cref="IsBroken"/> stays true.</summary>
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
            // The folder is gone, or the system has no more watchers. Polling finds the changes.
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
