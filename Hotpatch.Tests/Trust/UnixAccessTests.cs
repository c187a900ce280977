using Hotpatch.Libraries.Trust.Access;
using Microsoft.Win32.SafeHandles;

namespace Hotpatch.Tests.Trust;

/// <summary>Whose files and which modes are nobody else's to write.</summary>
[Platform("Unix")]
public class UnixAccessTests
{
    private const uint File = 0x8000;
    private const uint Folder = 0x4000;
    private const uint Link = 0xA000;

    // Octal, as ls would have them.
    [TestCase(File, "644", 1000u, true, true)]
    [TestCase(File, "600", 0u, true, true)]
    [TestCase(File, "644", 1001u, false, false)]
    [TestCase(File, "664", 1000u, false, false)]
    [TestCase(File, "646", 1000u, false, false)]
    [TestCase(File, "1666", 1000u, false, false)]
    [TestCase(Folder, "755", 1000u, true, true)]
    [TestCase(Folder, "755", 0u, true, true)]
    [TestCase(Folder, "755", 1001u, false, false)]
    [TestCase(Folder, "775", 1000u, false, false)]
    [TestCase(Folder, "1777", 0u, true, false)]
    [TestCase(Folder, "1777", 1001u, false, false)]
    [TestCase(Folder, "777", 0u, false, false)]
    [TestCase(Folder, "2775", 0u, false, false)]
    [TestCase(Link, "777", 1000u, true, true)]
    [TestCase(Link, "777", 1001u, false, false)]
    public void Owner_and_mode_decide(uint kind, string mode, uint owner, bool safeAbove, bool safeWithin)
    {
        var access = new UnixAccess(new Told(new UnixStatus(owner, kind | Convert.ToUInt32(mode, 8), 1, 1)), user: 1000);
        Assert.That(access.OthersCanWrite("/x", isAbove: true), safeAbove ? Is.Null : Does.Contain("/x"));
        Assert.That(access.OthersCanWrite("/x", isAbove: false), safeWithin ? Is.Null : Does.Contain("/x"));
    }

    [Test]
    public void What_a_list_allows_counts()
    {
        var access = new UnixAccess(new Told(new UnixStatus(1000, File | 0x180, 1, 1)) { List = "user:mallory:allow:write" }, user: 1000);
        Assert.That(access.OthersCanWrite("/x", isAbove: true), Does.Contain("user:mallory:allow:write"));
    }

    [Test]
    public void The_system_tells_what_lies_there()
    {
        var status = new LinuxStatus();
        Assert.That(status.Read("/"), Has.Property(nameof(UnixStatus.IsFolder)).True.And.Property(nameof(UnixStatus.Owner)).EqualTo(0u));
        Assert.That(status.Read("/proc/self/exe").IsLink, Is.True);
        Assert.That(status.Read("/etc/passwd"), Has.Property(nameof(UnixStatus.IsFile)).True.And.Property(nameof(UnixStatus.IsShared)).False);
        Assert.That(() => status.Read("/none"), Throws.InstanceOf<IOException>().With.Message.Contains("No such file"));

        using var passwd = System.IO.File.OpenHandle("/etc/passwd");
        Assert.That(status.Read(passwd), Is.EqualTo(status.Read("/etc/passwd")));
    }

    private sealed class Told(UnixStatus status) : UnixStatusReader
    {
        public string? List { get; init; }

        public override UnixStatus Read(string path) => status;

        public override UnixStatus Read(SafeFileHandle file) => status;

        public override string? AllowedByList(string path) => List;
    }
}
