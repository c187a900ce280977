using Hotpatch.Libraries.Watching;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>A watched folder whose time and notices are the test's.</summary>
internal sealed class FolderBench : IDisposable
{
    private static readonly TimeSpan Settle = TimeSpan.FromSeconds(1);

    private readonly TempFolder _temp = new();
    private readonly WatchedFolder<FakeLibrary> _watched;
    private TimeSpan _now = TimeSpan.FromHours(1);

    public FolderBench()
    {
        Directory.CreateDirectory(Folder);
        _watched = new(Folder, "*.dll", Settle, Timeout.InfiniteTimeSpan, Loader);
    }

    public string Folder => _temp.PathOf("fixes");

    public FakeLoader Loader { get; } = new();

    public List<FolderChange<FakeLibrary>> Told { get; } = [];

    public int Targets { get; set; }

    public IEnumerable<string> Libraries => _watched.Libraries.Select(library => $"{library.Name} {library.Version}");

    public IReadOnlyDictionary<string, string> Failures => _watched.Failures;

    public string PathOf(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file; each time with a later time of writing, unless one is given.</summary>
    public DateTime Write(string name, string content, DateTime? written = null)
    {
        var path = PathOf(name);
        var before = File.Exists(path) ? File.GetLastWriteTimeUtc(path) : DateTime.UtcNow;
        File.WriteAllText(path, content);
        var time = written ?? before.AddSeconds(1);
        File.SetLastWriteTimeUtc(path, time);
        return time;
    }

    /// <summary>Looks, without time having passed.</summary>
    public LookResult Look(params string[] noticed)
        => _watched.Look(new Look(_now, noticed.ToHashSet(StringComparer.Ordinal), Retries: false, Targets), Told.Add);

    /// <summary>Looks after a time.</summary>
    public LookResult LookAfter(double seconds, params string[] noticed)
    {
        _now += TimeSpan.FromSeconds(seconds);
        return Look(noticed);
    }

    /// <summary>Looks, and once more when all has settled; also at what failed.</summary>
    public string[] Settled(params string[] noticed)
    {
        Look(noticed);
        _now += Settle;
        _watched.Look(new Look(_now, new HashSet<string>(), Retries: true, Targets), Told.Add);
        return Loader.Done();
    }

    public void End() => _watched.EndAsync(Told.Add).GetAwaiter().GetResult();

    public void Dispose() => _temp.Dispose();
}
