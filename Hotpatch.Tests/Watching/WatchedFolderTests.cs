using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Watching;

/// <summary>What a folder does when files come, change and go, step by step.</summary>
public class WatchedFolderTests
{
    private FolderBench _bench = null!;

    [SetUp]
    public void MakeFolder() => _bench = new FolderBench();

    [TearDown]
    public void DeleteFolder() => _bench.Dispose();

    [Test]
    public void Files_come_change_and_go_in_the_order_of_their_names()
    {
        foreach (var name in new[] { "b", "C", "a", "10", "9" })
            _bench.Write(name + ".dll", "1");

        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+10 1", "+9 1", "+C 1", "+a 1", "+b 1" }));
        Assert.That(_bench.Libraries, Is.EqualTo(new[] { "10 1", "9 1", "C 1", "a 1", "b 1" }));

        _bench.Write("b.dll", "2");
        File.Delete(_bench.PathOf("a.dll"));
        _bench.Write("A.dll", "3");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+A 3", "-a 1", "b 1>2" }));
        Assert.That(_bench.Told.TakeLast(3).Select(change => change.Kind),
            Is.EqualTo(new[] { PatchDirectoryChange.Applied, PatchDirectoryChange.Removed, PatchDirectoryChange.Updated }));
        Assert.That(_bench.Settled(), Is.Empty);
    }

    [Test]
    public void A_file_is_taken_when_it_has_been_the_same_for_long_enough()
    {
        _bench.Write("a.dll", "1");
        Assert.That(_bench.Look().NextAt, Is.Not.Null);
        _bench.Write("a.dll", "12");
        _bench.LookAfter(0.9);
        _bench.Write("a.dll", "123");
        _bench.LookAfter(0.9);
        _bench.LookAfter(0.9);
        Assert.That(_bench.Loader.Done(), Is.Empty);
        Assert.That(_bench.LookAfter(0.1).NextAt, Is.Null);
        Assert.That(_bench.Loader.Done(), Is.EqualTo(new[] { "+a 123" }));
    }

    [Test]
    public void A_file_that_the_system_tells_of_again_has_not_settled()
    {
        _bench.Write("a.dll", "1");
        _bench.Look("a.dll");
        _bench.LookAfter(0.9, "a.dll");
        _bench.LookAfter(0.9);
        Assert.That(_bench.Loader.Done(), Is.Empty);
        _bench.LookAfter(0.1);
        Assert.That(_bench.Loader.Done(), Is.EqualTo(new[] { "+a 1" }));
    }

    [Test]
    public void A_file_that_is_gone_for_a_moment_only_is_changed()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        File.Delete(_bench.PathOf("a.dll"));
        _bench.Look("a.dll");
        _bench.LookAfter(0.9);
        _bench.Write("a.dll", "2");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "a 1>2" }));
    }

    [Test]
    public void Another_content_of_the_same_length_and_time_is_noticed_where_the_system_tells_of_it()
    {
        var time = _bench.Write("a.dll", "1");
        _bench.Settled();
        _bench.Write("a.dll", "2", time);
        Assert.That(_bench.Settled("a.dll"), Is.EqualTo(new[] { "a 1>2" }));

        // And the same content is no change.
        _bench.Write("a.dll", "2", time);
        Assert.That(_bench.Settled("a.dll"), Is.Empty);
    }

    [Test]
    public void A_file_that_is_touched_is_loaded_anew()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        _bench.Write("a.dll", "1");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "a 1>1" }));
    }

    [Test]
    public void Other_files_are_left_alone()
    {
        _bench.Write("a.dll.tmp", "1");
        _bench.Write("a.exe", "1");
        _bench.Write(".hidden.dll", "1");
        Directory.CreateDirectory(_bench.PathOf("folder.dll"));
        File.Copy(typeof(NUnit.Framework.Assert).Assembly.Location, _bench.PathOf("NeedsNoHotpatch.dll"));
        Assert.That(_bench.Settled(), Is.Empty);
        Assert.That(_bench.Told, Is.Empty);
        Assert.That(_bench.Failures, Is.Empty);
    }

    [Test]
    public void A_library_that_becomes_what_libraries_need_is_taken_back()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        File.Copy(typeof(NUnit.Framework.Assert).Assembly.Location, _bench.PathOf("a.dll"), overwrite: true);
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 1" }));
    }

    [Test]
    public void Renaming_and_moving_are_coming_and_going()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        File.Move(_bench.PathOf("a.dll"), _bench.PathOf("b.dll"));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 1", "+b 1" }));

        _bench.Write("new", "2");
        File.Move(_bench.PathOf("new"), _bench.PathOf("b.dll"), overwrite: true);
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "b 1>2" }));
    }

    [Test]
    public void The_folder_may_go_and_come_again()
    {
        _bench.Write("a.dll", "1");
        _bench.Settled();
        Directory.Delete(_bench.Folder, recursive: true);
        Assert.That(_bench.Look().FolderExists, Is.False);
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 1" }));
        Assert.That(_bench.Failures, Is.Empty);

        Directory.CreateDirectory(_bench.Folder);
        _bench.Write("a.dll", "2");
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+a 2" }));
    }

    [Test]
    [Platform("Unix")]
    public void A_link_that_leads_elsewhere_is_another_file()
    {
        Directory.CreateDirectory(_bench.PathOf("1"));
        Directory.CreateDirectory(_bench.PathOf("2"));
        var time = _bench.Write(Path.Combine("1", "a.dll"), "1");
        _bench.Write(Path.Combine("2", "a.dll"), "2", time);

        // As Kubernetes mounts files: the link that is exchanged is not the library's own.
        Directory.CreateSymbolicLink(_bench.PathOf("..data"), "1");
        File.CreateSymbolicLink(_bench.PathOf("a.dll"), Path.Combine("..data", "a.dll"));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "+a 1" }));

        Directory.CreateSymbolicLink(_bench.PathOf("..new"), "2");
        ChildProcess.Run("mv", _bench.Folder, "-T", "..new", "..data").Succeeded();
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "a 1>2" }));

        // A link that leads nowhere is no file.
        File.Delete(_bench.PathOf(Path.Combine("2", "a.dll")));
        Assert.That(_bench.Settled(), Is.EqualTo(new[] { "-a 2" }));
    }

    [Test]
    public void The_end_takes_all_back_the_last_one_first()
    {
        _bench.Write("a.dll", "1");
        _bench.Write("b.dll", "1");
        _bench.Settled();
        _bench.End();
        Assert.That(_bench.Loader.Done(), Is.EqualTo(new[] { "-b 1", "-a 1" }));
        Assert.That(_bench.Libraries, Is.Empty);
    }
}
