using System.Collections.Concurrent;
using Hotpatch.Libraries.Watching;

namespace Hotpatch.Tests.Watching;

/// <summary>A library that is a text; <see cref="Version"/> is what the file held when it was loaded.</summary>
internal sealed record FakeLibrary(string Name, string Version);

/// <summary>Loads texts, and keeps a list of what it was told to do: <c>+A 1</c>, <c>A 1>2</c>, <c>-A 2</c>, <c>!A bad</c>.</summary>
internal sealed class FakeLoader : ILibraryLoader<FakeLibrary>
{
    private readonly List<string> _done = [];
    private readonly Lock _lock = new();

    /// <summary>As <see cref="Done"/>, and leaves it there.</summary>
    public string[] DoneSoFar
    {
        get
        {
            lock (_lock)
                return [.. _done];
        }
    }

    /// <summary>What the next attempts throw, by the content of the file.</summary>
    public Dictionary<string, Func<Exception>> Refused { get; } = [];

    /// <summary>What taking a library back throws.</summary>
    public Func<Exception>? Kept { get; set; }

    /// <summary>What holds up the loading of a content, or the taking back of a library (<c>-A</c>), until it is set.</summary>
    public ConcurrentDictionary<string, ManualResetEventSlim> HeldUp { get; } = [];

    /// <summary>What was done since the last time that somebody asked.</summary>
    public string[] Done()
    {
        lock (_lock)
        {
            var done = _done.ToArray();
            _done.Clear();
            return done;
        }
    }

    public FakeLibrary Load(string path, string order, FakeLibrary? replaces)
    {
        Assert.That(order, Is.EqualTo(Path.GetFileName(path)));
        var name = Path.GetFileNameWithoutExtension(path);
        var version = File.ReadAllText(path);
        Await(version);
        if (Refused.TryGetValue(version, out var refusal))
        {
            Add($"!{name} {version}");
            throw refusal();
        }

        Add(replaces is null ? $"+{name} {version}" : $"{name} {replaces.Version}>{version}");
        return new FakeLibrary(name, version);
    }

    public void Unload(FakeLibrary library)
    {
        Await("-" + library.Name);
        if (Kept is not null)
        {
            Add($"!-{library.Name}");
            throw Kept();
        }

        Add($"-{library.Name} {library.Version}");
    }

    private void Await(string what)
    {
        if (!HeldUp.TryGetValue(what, out var held))
            return;

        Add("…" + what);
        held.Wait();
    }

    private void Add(string done)
    {
        lock (_lock)
            _done.Add(done);
    }
}
