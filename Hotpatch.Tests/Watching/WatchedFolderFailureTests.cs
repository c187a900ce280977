namespace Hotpatch.Tests.Watching;

/// <summary>What a folder does with what cannot be loaded or taken back, step by step.</summary>
public class WatchedFolderFailureTests
{
    private FolderBench _bench = null!;

    [SetUp]
    public void MakeFolder() => _bench = new FolderBench();

    [TearDown]
    public void DeleteFolder() => _bench.Dispose();

    [Test]
    public void A_bad_file_is_told_of_once_for_each_content_and_the_last_good_version_stays()
    {
        _bench.Loader.Refused["bad"] = () => new PatchLibraryException("it is bad");
        _bench.Loader.Refused["worse"] = () => new PatchLibraryException("it is worse");
        _bench.Write("a.dll", "1");
        _bench.Write("b.dll", "bad");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+a 1", "!b bad" }));
        Assert.That(_bench.Failures, Is.EqualTo(new Dictionary<string, string> { [_bench.PathOf("b.dll")] = "it is bad" }));

        _bench.Write("a.dll", "bad");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a bad" }));
        Assert.That(_bench.Libraries, Is.EqualTo(new[] { "a 1" }));
        Assert.That(_bench.Failures.Keys, Is.EquivalentTo(new[] { _bench.PathOf("a.dll"), _bench.PathOf("b.dll") }));
        Assert.That(_bench.Settled(), Is.Empty, "it has not changed");

        // Written anew with the same content it is tried, but nothing new is told.
        var told = _bench.Told.Count;
        _bench.Write("a.dll", "bad");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a bad" }));
        Assert.That(_bench.Told, Has.Count.EqualTo(told));

        _bench.Write("a.dll", "worse");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a worse" }));
        Assert.That(_bench.Told, Has.Count.EqualTo(told + 1));
        Assert.That(_bench.Told[^1], Is.EqualTo(_bench.Told[^1] with { Kind = PatchDirectoryChange.Failed, Path = _bench.PathOf("a.dll") }));
        Assert.That(_bench.Told[^1].Exception!.Message, Is.EqualTo("it is worse"));
        Assert.That(_bench.Told[^1].Library!.Version, Is.EqualTo("1"));

        _bench.Write("a.dll", "2");
        File.Delete(_bench.PathOf("b.dll"));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "a 1>2" }));
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void A_bad_version_of_what_is_applied_that_goes_takes_the_good_one_with_it()
    {
        _bench.Loader.Refused["bad"] = () => new PatchLibraryException("it is bad");
        _bench.Write("a.dll", "1");
        _bench.Settled();
        _bench.Write("a.dll", "bad");
        _bench.Settled();
        File.Delete(_bench.PathOf("a.dll"));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 1" }));
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void What_waited_in_vain_for_running_calls_is_tried_again_and_told_of_once()
    {
        var attempt = 0;
        _bench.Loader.Refused["1"] = () => new PatchTimeoutException($"calls are running, attempt {++attempt}");
        _bench.Write("a.dll", "1");
        for (var i = 0; i < 3; i++)
            Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a 1" }));

        Assert.That(_bench.Told, Has.Count.EqualTo(1));
        Assert.That(_bench.Failures.Values, Is.EqualTo(new[] { "calls are running, attempt 3" }));
        _bench.Loader.Refused.Clear();
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+a 1" }));
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void What_cannot_be_taken_back_stays_and_is_tried_again()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        _bench.Loader.Kept = () => new PatchLibraryException("it will not go");
        File.Delete(_bench.PathOf("a.dll"));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!-a" }));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!-a" }));
        Assert.That(_bench.Libraries, Is.EqualTo(new[] { "a 1" }));
        Assert.That(_bench.Told.Count(change => change.Kind == PatchDirectoryChange.Failed), Is.EqualTo(1));

        _bench.Loader.Kept = null;
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 1" }));
        Assert.That(_bench.Libraries, Is.Empty);
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void A_library_whose_targets_are_missing_is_tried_again_when_an_assembly_was_loaded()
    {
        _bench.Loader.Refused["1"] = () => new PatchLibraryException("no such method");
        _bench.Write("a.dll", "1");
        _bench.Settled();
        Assert.That(_bench.Settled(), Is.Empty);
        _bench.Targets++;
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a 1" }));
        Assert.That(_bench.Settled(), Is.Empty);
        Assert.That(_bench.Told, Has.Count.EqualTo(1));
    }

    [Test]
    public void A_library_that_was_refused_is_tried_again_when_its_signature_comes()
    {
        _bench.Loader.Refused["1"] = () => new PatchTrustException("not signed");
        _bench.Write("a.dll", "1");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "!a 1" }));
        _bench.Targets++;
        Assert.That(_bench.Settled(), Is.Empty, "it is not a matter of targets");

        _bench.Loader.Refused.Clear();
        _bench.Write("a.dll.sig", "signature");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+a 1" }));

        // One that is applied has been verified.
        _bench.Write("a.dll.sig", "another one");
        Assert.That(_bench.Settled(), Is.Empty);
    }

    [Test]
    [Platform("Unix")]
    public void A_folder_that_cannot_be_looked_at_changes_nothing()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        Directory.Delete(_bench.Folder, recursive: true);
        Directory.CreateSymbolicLink(_bench.Folder, _bench.Folder);
        Assert.That(_bench.Settled(), Is.Empty);
        Assert.That(_bench.Libraries, Is.EqualTo(new[] { "a 1" }));
        Assert.That(_bench.Failures.Keys, Is.EqualTo(new[] { _bench.Folder }));
        Assert.That(_bench.Told.Select(change => change.Path), Is.EqualTo(new[] { _bench.PathOf("a.dll"), _bench.Folder }), "told of once");

        File.Delete(_bench.Folder);
        Directory.CreateDirectory(_bench.Folder);
        _bench.Write("a.dll", "2");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "a 1>2" }));
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void A_library_that_cannot_be_taken_back_at_the_end_is_told_of_and_the_others_are()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        _bench.Loader.Kept = () => new InvalidOperationException("it will not go");
        _bench.End();
        Assert.That(_bench.Told[^1].Kind, Is.EqualTo(PatchDirectoryChange.Failed));
        Assert.That(_bench.Failures.Values, Is.EqualTo(new[] { "it will not go" }));
        Assert.That(_bench.Libraries, Is.EqualTo(new[] { "a 1" }));
    }
}
