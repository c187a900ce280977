using System.Collections.Concurrent;

namespace Hotpatch.Hosting.Fixes;

/// <summary>Keeps which libraries of the folder were removed because they threw too many exceptions, until their files change. Thread safe.</summary>
internal sealed class FiredGuards
{
    private readonly ConcurrentDictionary<string, FaultGuard> _guards = new(StringComparer.Ordinal);

    /// <summary>Gets what the guards that have fired say, by the paths of the files.</summary>
    public IReadOnlyDictionary<string, string> Texts
        => _guards.Where(guard => guard.Value.HasFired).ToDictionary(guard => guard.Key, guard => $"{guard.Value}: {guard.Value.LastFault?.Message}", StringComparer.Ordinal);

    public void Watch(string path, FaultGuard guard) => _guards[path] = guard;

    public void Forget(string path) => _guards.TryRemove(path, out _);

    public void Clear() => _guards.Clear();
}
