using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hotpatch.Tests.Gates;
using Hotpatch.Tests.Libraries;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>A watched folder with real libraries.</summary>
public class PatchDirectoryTests : LibraryTests
{
    private readonly ConcurrentQueue<string> _told = new();
    private TempFolder _temp = null!;

    private string Folder => _temp.FullName;

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        _told.Clear();
    }

    [TearDown]
    public void DeleteFolder() => _temp.Dispose();

    [Test]
    public async Task Libraries_come_change_and_go()
    {
        Put(Answering(100), "fix.dll");
        await using (var directory = Watch())
        {
            Assert.That(CallAdd(1, 2), Is.EqualTo(100), "what lay there is applied when watching begins");
            Assert.That(directory.Folder, Is.EqualTo(Folder));
            Assert.That(directory.Libraries.Single().Path, Is.EqualTo(PathIn("fix.dll")));

            Put(Answering(200), "fix.dll");
            await directory.ScanAsync();
            Assert.That(CallAdd(1, 2), Is.EqualTo(200));

            File.Delete(PathIn("fix.dll"));
            await directory.ScanAsync();
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
            Assert.That(directory.Libraries, Is.Empty);

            Put(Answering(300), "fix.dll");
            await directory.ScanAsync();
            Assert.That(CallAdd(1, 2), Is.EqualTo(300));
            Assert.That(directory.Failures, Is.Empty);
        }

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(_told, Is.EqualTo(new[] { "Updated fix.dll", "Removed fix.dll", "Applied fix.dll", "Removed fix.dll" }));
    }

    [Test]
    public async Task A_bad_file_is_left_out_and_the_last_good_version_stays()
    {
        Put(Answering(100), "fix.dll");
        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        await using var directory = Watch();
        Assert.That(directory.Failures.Keys, Is.EqualTo(new[] { PathIn("text.dll") }));

        await File.WriteAllBytesAsync(PathIn("fix.dll"), (await File.ReadAllBytesAsync(Answering(200)))[..1000]);
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That(directory.Libraries, Has.Count.EqualTo(1));
        Assert.That(directory.Failures.Keys, Is.EquivalentTo(new[] { PathIn("text.dll"), PathIn("fix.dll") }));

        Put(CompileCalculator("public static string Add(int a, int b) => \"\";"), "fix.dll");
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That(directory.Failures[PathIn("fix.dll")], Does.Contain("(int, int) => string"));

        Put(Answering(200), "fix.dll");
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));
        Assert.That(directory.Failures.Keys, Is.EqualTo(new[] { PathIn("text.dll") }));
        Assert.That(_told, Is.EqualTo(new[] { "Failed fix.dll", "Failed fix.dll", "Updated fix.dll" }));
    }

    [Test]
    public async Task What_is_not_trusted_changes_nothing_until_it_is_signed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var stranger = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await using var directory = Watch(PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem()));
        Put(Answering(100), "fix.dll");
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        PatchSignature.SignFile(PathIn("fix.dll"), stranger);
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(directory.Failures[PathIn("fix.dll")], Does.Contain("is not trusted"));

        PatchSignature.SignFile(PathIn("fix.dll"), key);
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        Assert.That(directory.Failures, Is.Empty);

        Put(Answering(200), "fix.dll");
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(100), "signed for the earlier version");
        PatchSignature.SignFile(PathIn("fix.dll"), key);
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));
    }

    [Test]
    public async Task Libraries_lie_over_each_other_in_the_order_of_their_names()
    {
        await using var directory = Watch();
        foreach (var (name, answer, expected) in new[] { ("b.dll", 2, 2), ("a.dll", 1, 2), ("c.dll", 3, 3), ("b.dll", 20, 3) })
        {
            Put(Answering(answer), name);
            await directory.ScanAsync();
            Assert.That(CallAdd(1, 2), Is.EqualTo(expected), name);
        }

        foreach (var (name, expected) in new[] { ("c.dll", 20), ("b.dll", 1), ("a.dll", 3) })
        {
            File.Delete(PathIn(name));
            await directory.ScanAsync();
            Assert.That(CallAdd(1, 2), Is.EqualTo(expected), name);
        }
    }

    [Test]
    public async Task What_a_library_needs_lies_beside_it_and_is_none()
    {
        var helper = Compiled.ToFolder(_temp.PathOf("helper"), "public static class Helper { public static int Answer => 55; }", "Helper", ReferenceList.OfFixture("Release"));
        var fix = Compile(
            "[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => Helper.Answer; }", references: [helper]);
        Put(helper, "Helper.dll");
        Put(typeof(PatchHandle).Assembly.Location, "Hotpatch.Runtime.dll");
        Put(typeof(PatchLibrary).Assembly.Location, "Hotpatch.Libraries.dll");
        Put(fix, "fix.dll");
        await using var directory = Watch();
        Assert.That(CallAdd(1, 2), Is.EqualTo(55));
        Assert.That(directory.Libraries.Select(library => library.Path), Is.EqualTo(new[] { PathIn("fix.dll") }));
        Assert.That(directory.Failures, Is.Empty);
    }

    [Test]
    public async Task A_call_that_is_running_delays_a_library_until_it_ends()
    {
        using var entered = new ManualResetEventSlim();
        using var leave = new ManualResetEventSlim();
        var call = Task.Factory.StartNew(
            () => Fixture.Call("Gated.Run", (Action)(() =>
            {
                entered.Set();
                leave.Wait();
            })),
            CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        entered.Wait();
        Put(Compile("[Patch(typeof(Gated))] public static class Patches { public static void Run(Action action) { } }"), "fix.dll");
        await using var directory = Watch(timeout: TimeSpan.FromMilliseconds(1));
        Assert.That(directory.Failures.Keys, Is.EqualTo(new[] { PathIn("fix.dll") }));
        Assert.That(Run.IsPatched, Is.False);

        leave.Set();
        await call;
        await directory.ScanAsync();
        Assert.That(directory.Failures, Is.Empty);
        Assert.That(Run.IsPatched, Is.True);
    }

    [Test]
    public async Task A_library_that_somebody_else_takes_back_is_none_and_its_next_version_is_new()
    {
        Put(Answering(100), "fix.dll");
        await using var directory = Watch();
        directory.Libraries.Single().Dispose();
        Assert.That(directory.Libraries, Is.Empty);
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));

        Put(Answering(200), "fix.dll");
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));
        directory.Libraries.Single().Dispose();
        File.Delete(PathIn("fix.dll"));
        await directory.ScanAsync();
        Assert.That(directory.Failures, Is.Empty);
    }

    [Test]
    public async Task Calls_go_on_while_versions_take_each_others_place()
    {
        var versions = new[] { Answering(100), Answering(200), Answering(300) };
        Put(versions[0], "fix.dll");
        await using var directory = Watch();
        HashSet<int> answers = [100, 200, 300];
        using (var crowd = new Crowd(2, _ => Assert.That(answers, Does.Contain(CallAdd(1, 2)))))
        {
            for (var i = 1; i <= 10; i++)
            {
                Put(versions[i % 3], "fix.dll");
                await directory.ScanAsync();
                Assert.That(CallAdd(1, 2), Is.EqualTo(100 * ((i % 3) + 1)));
            }
        }
    }

    [Test]
    public async Task What_a_subscriber_throws_stops_nothing()
    {
        await using var directory = Watch();
        directory.Changed += (_, _) => throw new InvalidOperationException("from the subscriber");
        directory.Changed += (_, change) => _told.Enqueue("after it");
        Put(Answering(100), "fix.dll");
        await directory.ScanAsync();
        Assert.That(_told, Is.EqualTo(new[] { "Applied fix.dll", "after it" }));
        File.Delete(PathIn("fix.dll"));
        await directory.ScanAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void What_cannot_be_watched_is_refused()
    {
        Assert.That(() => PatchDirectory.Watch(PathIn("none"), PatchTrust.Anyone), Throws.TypeOf<PatchLibraryException>().With.Message.Contains(PathIn("none")));
        Assert.That(() => PatchDirectory.Watch(Folder, null!), Throws.ArgumentNullException);
        Assert.That(() => PatchDirectory.Watch("", PatchTrust.Anyone), Throws.ArgumentException);
        Assert.That(() => new PatchDirectoryOptions { Settle = TimeSpan.FromTicks(-1) }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PatchDirectoryOptions { PollInterval = TimeSpan.Zero }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PatchDirectoryOptions { Timeout = Timeout.InfiniteTimeSpan }, Throws.InstanceOf<ArgumentOutOfRangeException>());
        Assert.That(() => new PatchDirectoryOptions { Filter = "" }, Throws.ArgumentException);
        Assert.That(() => new PatchDirectoryOptions { Filter = "below/*.dll" }, Throws.ArgumentException.With.Message.Contains("'below/*.dll'"));
    }

    private PatchDirectory Watch(PatchTrust? trust = null, TimeSpan? timeout = null)
    {
        var directory = PatchDirectory.Watch(Folder, trust ?? PatchTrust.Anyone, new PatchDirectoryOptions
        {
            Settle = TimeSpan.FromMilliseconds(20),
            PollInterval = TimeSpan.FromHours(1),
            Timeout = timeout ?? TimeSpan.FromSeconds(60),
            Targets = Options.Targets,
        });
        directory.Changed += (_, change) => _told.Enqueue($"{change.Change} {Path.GetFileName(change.Path)}");
        return directory;
    }

    /// <summary>A library in which adding gives this number; compiled once.</summary>
    private string Answering(int answer)
        => _answering.GetOrAdd(answer, number => CompileCalculator($"public static int Add(int a, int b) => {number};"));

    private readonly ConcurrentDictionary<int, string> _answering = new();

    private string PathIn(string name) => Path.Combine(Folder, name);

    // As who installs a fix should: nobody sees half of it.
    private void Put(string library, string name)
    {
        File.Copy(library, PathIn("unfinished"), overwrite: true);
        File.SetLastWriteTimeUtc(PathIn("unfinished"), DateTime.UtcNow);
        File.Move(PathIn("unfinished"), PathIn(name), overwrite: true);
    }
}
