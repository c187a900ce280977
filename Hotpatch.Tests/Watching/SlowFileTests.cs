using Hotpatch.Libraries.Watching;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>A file that takes long, or never ends, holds up no other, and nothing but what waits for it.</summary>
public class SlowFileTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private readonly ManualResetEventSlim _release = new();
    private readonly List<string> _told = [];
    private TempFolder _temp = null!;
    private FakeLoader _loader = null!;
    private FolderWatch<FakeLibrary> _watch = null!;

    private string Folder => _temp.FullName;

    [SetUp]
    public void MakeFolder()
    {
        _release.Reset();
        _told.Clear();
        _temp = new TempFolder();
        _loader = new FakeLoader();
        var options = new PatchDirectoryOptions { Settle = TimeSpan.Zero, PollInterval = TimeSpan.FromMilliseconds(20) };

        // Nobody waits for anybody: the harder case.
        _watch = new FolderWatch<FakeLibrary>(Folder, options, _loader, Note, TimeSpan.Zero);
    }

    [TearDown]
    public async Task DeleteFolder()
    {
        _release.Set();
        await _watch.DisposeAsync();
        _temp.Dispose();
    }

    [OneTimeTearDown]
    public void End() => _release.Dispose();

    [Test]
    public void The_start_applies_all_others_meanwhile_and_waits_for_it()
    {
        Hold("slow");
        Write("a.dll", "slow");
        Write("b.dll", "1");
        Write("c.dll", "1");
        var start = Task.Run(_watch.Start);
        Eventually("b 1", "c 1");
        Assert.That(start.IsCompleted, Is.False);
        _release.Set();
        Assert.That(start.Wait(Limit), Is.True);
        Assert.That(Libraries(), Is.EqualTo(new[] { "a slow", "b 1", "c 1" }));
    }

    [Test]
    public void Others_come_change_and_go_meanwhile()
    {
        Hold("slow");
        _watch.Start();
        Write("a.dll", "slow");
        Assert.That(() => _loader.DoneSoFar, Does.Contain("…slow").After((int)Limit.TotalMilliseconds, 5));
        foreach (var version in new[] { "1", "2", "3" })
        {
            Write("b.dll", version);
            Eventually($"b {version}");
        }

        File.Delete(PathOf("b.dll"));
        Eventually();

        // Its own change waits until it has ended: one after the other.
        Write("a.dll", "next");
        Write("c.dll", "1");
        Eventually("c 1");
        Assert.That(_loader.DoneSoFar.Count(done => done.Contains('a', StringComparison.Ordinal)), Is.Zero);
        _release.Set();
        Eventually("a next", "c 1");
        Assert.That(_loader.DoneSoFar.Where(done => done.Contains('a', StringComparison.Ordinal)), Is.EqualTo(new[] { "+a slow", "a slow>next" }));
        Assert.That(Told, Is.SupersetOf(new[] { "Applied a.dll slow", "Updated a.dll next" }).After((int)Limit.TotalMilliseconds, 5));
    }

    [Test]
    public async Task Asking_waits_for_it_and_can_be_given_up()
    {
        Hold("slow");
        _watch.Start();
        Write("a.dll", "slow");
        Write("b.dll", "1");
        using var giveUp = new CancellationTokenSource();
        var given = _watch.ScanAsync(giveUp.Token);
        var scan = _watch.ScanAsync(CancellationToken.None);
        Eventually("b 1");
        await giveUp.CancelAsync();
        Assert.That(async () => await given, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(scan.IsCompleted, Is.False);
        _release.Set();
        await scan.WaitAsync(Limit);
        Assert.That(Libraries(), Is.EqualTo(new[] { "a slow", "b 1" }));
        Assert.That(Told(), Is.EquivalentTo(new[] { "Applied a.dll slow", "Applied b.dll 1" }));
    }

    [Test]
    public async Task Asking_does_not_try_again_without_end_what_fails_slowly()
    {
        _loader.Refused["slow"] = () =>
        {
            // Longer than anybody waits for it here.
            Thread.Sleep(50);
            return new PatchTimeoutException("calls are running");
        };
        var options = new PatchDirectoryOptions { Settle = TimeSpan.Zero, PollInterval = TimeSpan.FromHours(1) };
        await using var watch = new FolderWatch<FakeLibrary>(Folder, options, _loader, Note, TimeSpan.Zero);
        watch.Start();
        Write("a.dll", "slow");
        await watch.ScanAsync(CancellationToken.None).WaitAsync(Limit);
        Assert.That(watch.Failures.Values, Is.EqualTo(new[] { "calls are running" }));
    }

    [Test]
    public async Task The_end_takes_all_others_back_meanwhile_and_waits_for_it()
    {
        foreach (var name in new[] { "a", "b", "c" })
            Write(name + ".dll", "1");

        _watch.Start();
        Hold("-b");
        var end = _watch.DisposeAsync().AsTask();
        Eventually("b 1");
        Assert.That(end.IsCompleted, Is.False);
        _release.Set();
        await end.WaitAsync(Limit);
        Assert.That(Libraries(), Is.Empty);
    }

    [Test]
    public async Task The_end_takes_back_what_was_still_coming()
    {
        Hold("slow");
        _watch.Start();
        Write("a.dll", "slow");
        Assert.That(() => _loader.DoneSoFar, Does.Contain("…slow").After((int)Limit.TotalMilliseconds, 5));
        var end = _watch.DisposeAsync().AsTask();
        _release.Set();
        await end.WaitAsync(Limit);
        Assert.That(Libraries(), Is.Empty);
        Assert.That(_loader.Done(), Is.EqualTo(new[] { "…slow", "+a slow", "-a slow" }));
    }

    [Test]
    public void One_after_the_other_where_none_takes_long()
    {
        var patience = new FilePatience(Timeout.InfiniteTimeSpan);
        Assert.That(patience.WaitFor(Task.Delay(1)), Is.True);
        patience = new FilePatience(TimeSpan.Zero);
        Assert.That(patience.WaitFor(new TaskCompletionSource().Task), Is.False);
        Assert.That(patience.WaitFor(Task.CompletedTask), Is.True);
    }

    private void Hold(string what) => _loader.HeldUp[what] = _release;

    private void Note(FolderChange<FakeLibrary> change)
    {
        lock (_told)
            _told.Add($"{change.Kind} {Path.GetFileName(change.Path)} {change.Library?.Version}");
    }

    private string[] Told()
    {
        lock (_told)
            return [.. _told];
    }

    private string[] Libraries() => _watch.Libraries.Select(library => $"{library.Name} {library.Version}").ToArray();

    private void Eventually(params string[] libraries) => Assert.That(Libraries, Is.EqualTo(libraries).After((int)Limit.TotalMilliseconds, 5));

    private string PathOf(string name) => Path.Combine(Folder, name);

    // Nobody sees half of it.
    private void Write(string name, string content)
    {
        File.WriteAllText(PathOf("unfinished"), content);
        File.Move(PathOf("unfinished"), PathOf(name), overwrite: true);
    }
}
