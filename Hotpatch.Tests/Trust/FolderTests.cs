using System.Globalization;
using System.Runtime.Versioning;
using Hotpatch.Libraries.Trust.Access;
using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Libraries.Trust.Rules;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Trust;

/// <summary>Folders that others cannot write to, with real files.</summary>
[Platform("Linux")]
[UnsupportedOSPlatform("windows")]
public class FolderTests
{
    private const UnixFileMode Own = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    private const uint Stranger = 54321;

    private TempFolder _temp = null!;
    private string _fixes = null!;
    private string _library = null!;

    [SetUp]
    public void MakeFolders()
    {
        _temp = new TempFolder();
        _fixes = _temp.PathOf("fixes");
        _library = _temp.PathOf("fixes", "X.dll");
        Directory.CreateDirectory(_fixes, Own);
        Write(_library);
    }

    [TearDown]
    public void DeleteFolders() => _temp.Dispose();

    [Test]
    public void A_file_of_ones_own_in_a_folder_of_ones_own_is_trusted()
    {
        Assert.That(Problem(_library), Is.Null);

        // With everything above, /tmp among it.
        Assert.That(PatchTrust.Directories(_temp.FullName).Read(_library).Path, Is.EqualTo(_library));
        Assert.That(PatchTrust.Directories(_fixes + "/").Read(_library).Path, Is.EqualTo(_library));
        Assert.That(PatchTrust.Directories(_temp.PathOf("none"), _fixes).Read(_library).Path, Is.EqualTo(_library));
    }

    [Test]
    public void A_file_of_another_folder_is_refused()
    {
        Directory.CreateDirectory(_temp.PathOf("fixes-of-another"), Own);
        var other = _temp.PathOf("fixes-of-another", "X.dll");
        Write(other);
        foreach (var path in new[] { other, Path.Combine(_fixes, "..", "fixes-of-another", "X.dll") })
        {
            Assert.That(
                () => PatchTrust.Directories(_fixes).Read(path),
                Throws.InstanceOf<PatchTrustException>().With.Message.Contains(
                    $"a file in {_fixes} that nobody else can write to was expected, but {other} was found"));
        }
    }

    [Test]
    public void A_link_leads_where_it_leads()
    {
        Write(_temp.PathOf("Outside.dll"));
        File.CreateSymbolicLink(Path.Combine(_fixes, "Out.dll"), _temp.PathOf("Outside.dll"));
        Directory.CreateSymbolicLink(Path.Combine(_fixes, "up"), "..");
        Assert.That(Problem(Path.Combine(_fixes, "Out.dll")), Does.Contain($"but {_temp.PathOf("Outside.dll")} was found"));
        Assert.That(Problem(Path.Combine(_fixes, "up", "Outside.dll")), Does.Contain($"but {_temp.PathOf("Outside.dll")} was found"));

        File.CreateSymbolicLink(_temp.PathOf("In.dll"), _library);
        Assert.That(PatchTrust.Directories(_fixes).Read(_temp.PathOf("In.dll")).Path, Is.EqualTo(_library));
    }

    [Test]
    public void The_folder_may_be_a_link_that_others_cannot_exchange()
    {
        Directory.CreateSymbolicLink(_temp.PathOf("current"), "fixes");
        Assert.That(Problem(_library, _temp.PathOf("current")), Is.Null);

        Directory.CreateDirectory(_temp.PathOf("shared"), Own);
        Directory.CreateSymbolicLink(_temp.PathOf("shared", "current"), _fixes);
        Assert.That(Problem(_library, _temp.PathOf("shared", "current")), Is.Null);
        Allow(_temp.PathOf("shared"), UnixFileMode.OtherWrite);
        Assert.That(Problem(_library, _temp.PathOf("shared", "current")), Does.Contain($"others can write to {_temp.PathOf("shared")} (mode 702)"));
    }

    [TestCase(UnixFileMode.GroupWrite)]
    [TestCase(UnixFileMode.OtherWrite)]
    public void Where_others_can_write_nothing_is_trusted(UnixFileMode mode)
    {
        var below = Path.Combine(_fixes, "below", "X.dll");
        Directory.CreateDirectory(Path.GetDirectoryName(below)!, Own);
        Write(below);
        Assert.That(Problem(below), Is.Null);

        foreach (var place in new[] { _temp.FullName, _fixes, Path.GetDirectoryName(below)!, below })
        {
            Allow(place, mode);
            Assert.That(Problem(below), Does.Contain($"but others can write to {place}"), place);
            File.SetUnixFileMode(place, Own);
            Assert.That(Problem(below), Is.Null, place);
        }
    }

    [Test]
    public void A_folder_where_everybody_may_write_what_is_theirs_may_only_lie_above()
    {
        Allow(_temp.FullName, UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Assert.That(Problem(_library), Is.Null);

        Allow(_fixes, UnixFileMode.OtherWrite | UnixFileMode.StickyBit);
        Assert.That(Problem(_library), Does.Contain($"others can write to {_fixes} (mode 1702)"));
        Assert.That(Problem(_library, _temp.FullName), Does.Contain("others can write to"));
    }

    [Test]
    public void What_belongs_to_another_user_is_not_trusted()
    {
        foreach (var place in new[] { _fixes, _library })
        {
            var user = GiveAway(place);
            Assert.That(Problem(_library, _fixes, user), Does.Contain("belongs to another user"), place);
            TakeBack(place);
        }

        Assert.That(Problem(_library), Is.Null);
    }

    [Test]
    public void A_hard_link_of_anothers_file_is_that_file()
    {
        var user = GiveAway(_library);
        var link = Path.Combine(_fixes, "Link.dll");
        ChildProcess.Run("ln", _fixes, _library, link).Succeeded();
        Assert.That(Problem(link, _fixes, user), Does.Contain("belongs to another user"));
    }

    [Test]
    public void What_was_exchanged_after_it_was_opened_is_refused()
    {
        LibraryFile.Opening = Once(() =>
        {
            Write(_library + ".new");
            File.Move(_library + ".new", _library, overwrite: true);
        });
        try
        {
            Assert.That(Problem(_library), Does.Contain($"but {_library} was replaced while it was being checked"));
        }
        finally
        {
            LibraryFile.Opening = null;
        }
    }

    [Test]
    public void A_folder_that_cannot_be_looked_at_is_no_obstacle_to_others()
    {
        var circle = _temp.PathOf("circle");
        Directory.CreateSymbolicLink(circle, circle);
        Assert.That(PatchTrust.Directories(circle, _fixes).Read(_library).Path, Is.EqualTo(_library));
        Assert.That(PatchTrust.Directories(circle).Or(PatchTrust.Anyone).Read(_library).Path, Is.EqualTo(_library));
        Assert.That(
            () => PatchTrust.Directories(circle).Read(_library),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains($"but {circle} could not be checked"));
    }

    [Test]
    public void A_system_that_does_not_tell_trusts_nothing()
    {
        using var file = LibraryFile.Open(_library);
        Assert.That(
            new FolderRule([_fixes], access: null).Problem(new Candidate(_library, file.Bytes, () => null) { File = file }),
            Does.Contain("but this operating system does not report who can"));
    }

    [Test]
    public void Empty_names_are_refused()
    {
        Assert.That(() => PatchTrust.Directories(), Throws.ArgumentException);
        Assert.That(() => PatchTrust.Directories(_fixes, " "), Throws.ArgumentException);
    }

    private string? Problem(string path, string? folder = null, uint? user = null)
    {
        using var file = LibraryFile.Open(path);
        return new FolderRule([folder ?? _fixes], new UnixAccess(new LinuxStatus(), user))
            .Problem(new Candidate(path, file.Bytes, () => null) { File = file });
    }

    private static void Write(string path)
    {
        File.WriteAllText(path, "a library");
        File.SetUnixFileMode(path, Own);
    }

    private static void Allow(string path, UnixFileMode mode) => File.SetUnixFileMode(path, Own | mode);

    /// <summary>To another user, where we may; else we are to be taken for somebody else.</summary>
    private static uint? GiveAway(string path)
    {
        if (!Environment.IsPrivilegedProcess)
            return Stranger;

        ChildProcess.Run("chown", "/", Stranger.ToString(CultureInfo.InvariantCulture), path).Succeeded();
        return null;
    }

    private static void TakeBack(string path)
    {
        if (Environment.IsPrivilegedProcess)
            ChildProcess.Run("chown", "/", "0", path).Succeeded();
    }

    private static Action<string> Once(Action act)
    {
        var step = 0;
        return _ =>
        {
            if (step++ == 1)
                act();
        };
    }
}
