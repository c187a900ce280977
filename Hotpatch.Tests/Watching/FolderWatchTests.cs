using System.Globalization;
using Hotpatch.Libraries.Watching;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>A folder that is really watched, by the system's notices and from time to time; its libraries are texts.</summary>
public class FolderWatchTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private TempFolder _temp = null!;
    private FakeLoader _loader = null!;
    private List<string> _told = null!;
    private FolderWatch<FakeLibrary>? _watch;

    private string Folder => _temp.PathOf("fixes");

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        _loader = new FakeLoader();
        _told = [];
        Directory.CreateDirectory(Folder);
    }

    [TearDown]
    public async Task DeleteFolder()
    {
        if (_watch is not null)
            await _watch.DisposeAsync();

        _watch = null;
        _temp.Dispose();
    }

    [Test]
    public void What_lies_there_is_applied_at_the_start([Values] bool isNew)
    {
        Write("a.dll", "1");
        if (!isNew)
            File.SetLastWriteTimeUtc(PathOf("a.dll"), DateTime.UtcNow.AddHours(-1));

        // A file that comes from the future is not old either, and settles as others do.
        Write("b.dll", "1");
        File.SetLastWriteTimeUtc(PathOf("b.dll"), DateTime.UtcNow.AddHours(1));
        Watch(polls: false, settle: 100);
        Assert.That(Libraries(), Is.EqualTo(new[] { "a 1", "b 1" }));
    }

    [Test]
    public void Notices_suffice()
    {
        Watch(polls: false);
        Write("a.dll", "1");
        Eventually("a 1");
        Write("a.dll", "2");
        Eventually("a 2");
        Write("new", "3");
        File.Move(PathOf("new"), PathOf("a.dll"), overwrite: true);
        Eventually("a 3");
        File.Move(PathOf("a.dll"), PathOf("b.dll"));
        Eventually("b 3");
        File.Delete(PathOf("b.dll"));
        Eventually();
    }

    [Test]
    [Platform("Unix")]
    public void Looking_from_time_to_time_suffices()
    {
        // Nothing in the folder itself is touched, so that no notice comes.
        var elsewhere = _temp.PathOf("elsewhere");
        File.WriteAllText(elsewhere, "1");
        File.CreateSymbolicLink(PathOf("a.dll"), elsewhere);
        Watch(polls: true);
        Eventually("a 1");
        File.WriteAllText(elsewhere, "22");
        Eventually("a 22");
        File.Delete(elsewhere);
        Eventually();
    }

    [Test]
    public void A_folder_that_is_deleted_or_exchanged_is_watched_again_when_it_comes_back()
    {
        Write("a.dll", "1");
        Watch(polls: true);
        Eventually("a 1");
        for (var i = 2; i < 5; i++)
        {
            Directory.Delete(Folder, recursive: true);
            Eventually();
            Directory.CreateDirectory(Folder);
            Write("a.dll", i.ToString(CultureInfo.InvariantCulture));
            Eventually($"a {i}");
        }

        Directory.Move(Folder, Folder + ".old");
        Directory.CreateDirectory(Folder);
        Write("b.dll", "5");
        Eventually("b 5");
    }

    [Test]
    public async Task Whatever_is_done_to_the_folder_what_lies_there_at_last_is_applied([Values(1, 2, 3)] int seed)
    {
        _loader.Refused["bad"] = () => new PatchLibraryException("it is bad");
        Watch(polls: seed != 1, settle: seed == 2 ? 0 : 5);
        var random = new Random(seed);
        Dictionary<string, string> good = new(StringComparer.Ordinal);
        for (var round = 0; round < 40; round++)
        {
            for (var i = random.Next(6); i > 0; i--)
                Act(random, good);

            await _watch!.ScanAsync(CancellationToken.None);
            Check(good, $"seed {seed}, round {round}");
        }
    }

    [Test]
    public async Task Subscribers_are_told_in_order_when_asking_has_ended()
    {
        Watch(polls: true);
        for (var i = 0; i < 20; i++)
        {
            var content = i.ToString(CultureInfo.InvariantCulture);
            WriteAtOnce("a.dll", content.PadLeft(i + 1));
            await _watch!.ScanAsync(CancellationToken.None);
            lock (_told)
                Assert.That(_told[^1], Does.EndWith(content));
        }

        lock (_told)
            Assert.That(_told.Select(told => told.Split(' ')[0]), Is.EqualTo(Enumerable.Range(0, 20).Select(i => i == 0 ? "Applied" : "Updated")));
    }

    [Test]
    public async Task A_subscriber_may_ask_and_may_end_the_watching()
    {
        var (asked, ended) = (false, false);
        Watch(polls: true, tell: change =>
        {
            if (change is { Kind: PatchDirectoryChange.Applied, Library.Version: "1" })
            {
                WriteAtOnce("b.dll", "2");
                asked = _watch!.ScanAsync(CancellationToken.None).Wait(Limit);
            }
            else if (change.Kind == PatchDirectoryChange.Applied)
            {
                ended = _watch!.DisposeAsync().AsTask().Wait(Limit);
            }
        });
        WriteAtOnce("a.dll", "1");
        await _watch!.ScanAsync(CancellationToken.None).ContinueWith(
            _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        Eventually();
        await _watch.DisposeAsync();
        Assert.That((asked, ended), Is.EqualTo((true, true)), "it hangs");
        Assert.That(_loader.Done(), Is.EqualTo(new[] { "+a 1", "+b 2", "-b 2", "-a 1" }));
        Assert.That(() => _watch.ScanAsync(CancellationToken.None), Throws.InstanceOf<ObjectDisposedException>());
    }

    [Test]
    public async Task Ending_takes_all_back_once_whoever_ends_it()
    {
        Write("a.dll", "1");
        Watch(polls: true);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(async () => await _watch!.DisposeAsync())));
        Assert.That(_loader.Done(), Is.EqualTo(new[] { "+a 1", "-a 1" }));
        Write("b.dll", "1");
        Thread.Sleep(100);
        Assert.That(_loader.Done(), Is.Empty);
    }

    [Test]
    public async Task Libraries_may_stay()
    {
        Write("a.dll", "1");
        Watch(polls: true, keep: true);
        await _watch!.DisposeAsync();
        Assert.That(_loader.Done(), Is.EqualTo(new[] { "+a 1" }));
        Assert.That(Libraries(), Is.EqualTo(new[] { "a 1" }));
    }

    [Test]
    public async Task Asking_can_be_given_up()
    {
        Watch(polls: false, settle: 600_000);
        Write("a.dll", "1");
        using var giveUp = new CancellationTokenSource();
        var scan = _watch!.ScanAsync(giveUp.Token);
        await giveUp.CancelAsync();
        Assert.That(async () => await scan, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_loader.Done(), Is.Empty);
    }

    private void Watch(bool polls, int settle = 20, bool keep = false, Action<FolderChange<FakeLibrary>>? tell = null)
    {
        var options = new PatchDirectoryOptions
        {
            Settle = TimeSpan.FromMilliseconds(settle),
            PollInterval = polls ? TimeSpan.FromMilliseconds(20) : TimeSpan.FromHours(1),
            KeepOnDispose = keep,
        };
        // In the order of the names, however busy the machine is.
        _watch = new FolderWatch<FakeLibrary>(Folder, options, _loader, tell ?? Note, Timeout.InfiniteTimeSpan);
        _watch.Start();
    }

    private void Note(FolderChange<FakeLibrary> change)
    {
        lock (_told)
            _told.Add($"{change.Kind} {Path.GetFileName(change.Path)} {change.Library?.Version}");
    }

    private string[] Libraries() => _watch!.Libraries.Select(library => $"{library.Name} {library.Version}").ToArray();

    private void Eventually(params string[] libraries)
        => Assert.That(Libraries, Is.EqualTo(libraries).After((int)Limit.TotalMilliseconds, 10));

    private string PathOf(string name) => Path.Combine(Folder, name);

    private void Write(string name, string content) => File.WriteAllText(PathOf(name), content);

    // A file that is being written is empty at first, and a busy machine may leave it so for longer than it takes to settle.
    private void WriteAtOnce(string name, string content)
    {
        Write("unfinished", content);
        File.Move(PathOf("unfinished"), PathOf(name), overwrite: true);
    }

    private void Act(Random random, Dictionary<string, string> good)
    {
        var name = $"{(char)('a' + random.Next(3))}.dll";
        var content = string.Concat(Enumerable.Repeat("x", random.Next(1, 50)));
        switch (random.Next(6))
        {
            case 0:
                Write(name, content);
                good[name] = content;
                break;
            case 1:
                WriteAtOnce(name, content);
                good[name] = content;
                break;
            case 2:
                File.Delete(PathOf(name));
                good.Remove(name);
                break;
            case 3:
                // The last good version stays, whichever that was; so that there is no doubt, there is none.
                File.Delete(PathOf(name));
                good.Remove(name);
                _watch!.ScanAsync(CancellationToken.None).Wait();

                // Nor is an empty file seen before, which would be good.
                WriteAtOnce(name, "bad");
                break;
            case 4 when File.Exists(PathOf(name)):
                File.SetLastWriteTimeUtc(PathOf(name), DateTime.UtcNow.AddSeconds(random.Next(-1000, 1000)));
                break;
            case 5:
                Write(name + ".tmp", content);
                break;
        }
    }

    private void Check(Dictionary<string, string> good, string when)
    {
        Assert.That(Libraries(), Is.EqualTo(
            good.OrderBy(file => file.Key, StringComparer.Ordinal).Select(file => $"{Path.GetFileNameWithoutExtension(file.Key)} {file.Value}")), when);
        Assert.That(_watch!.Failures.Keys.Select(Path.GetFileName), Is.EquivalentTo(
            Directory.GetFiles(Folder, "*.dll").Select(Path.GetFileName).Where(name => !good.ContainsKey(name!))), when);
    }
}
