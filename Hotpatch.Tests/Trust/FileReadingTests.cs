using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Trust;

/// <summary>What is read is a file, is read once, and is what was checked.</summary>
[Platform("Unix")]
public class FileReadingTests
{
    private static readonly byte[] Good = RandomNumberGenerator.GetBytes(5000);
    private static readonly byte[] Evil = RandomNumberGenerator.GetBytes(5000);
    private static readonly PatchTrust OnlyGood = PatchTrust.Sha256(Convert.ToHexString(SHA256.HashData(Good)));

    private TempFolder _folder = null!;

    [SetUp]
    public void MakeFolder() => _folder = new TempFolder();

    [TearDown]
    public void DeleteFolder() => _folder.Dispose();

    [Test]
    public void A_missing_file_is_an_exception_that_names_it()
    {
        var path = _folder.PathOf("None.dll");
        var exception = Assert.Throws<PatchLibraryException>(() => PatchTrust.Anyone.Read(path))!;
        Assert.That(exception.Message, Does.Contain(path));
        Assert.That(exception.InnerException, Is.InstanceOf<FileNotFoundException>());
        Assert.That(exception, Is.Not.InstanceOf<PatchTrustException>());
    }

    [Test]
    public void What_is_no_file_is_refused()
    {
        File.WriteAllBytes(_folder.PathOf("Empty.dll"), []);
        Directory.CreateDirectory(_folder.PathOf("Folder.dll"));
        ChildProcess.Run("mkfifo", _folder.FullName, "Pipe.dll").Succeeded();
        File.CreateSymbolicLink(_folder.PathOf("Device.dll"), "/dev/zero");
        File.CreateSymbolicLink(_folder.PathOf("Circle.dll"), _folder.PathOf("Round.dll"));
        File.CreateSymbolicLink(_folder.PathOf("Round.dll"), _folder.PathOf("Circle.dll"));
        File.CreateSymbolicLink(_folder.PathOf("Nowhere.dll"), _folder.PathOf("None.dll"));

        Assert.Multiple(() =>
        {
            Refused("Empty.dll", "but the file is empty");
            Refused("Folder.dll", "");
            Refused("Pipe.dll", "but a pipe or a device was found");
            Refused("Device.dll", "but the file is empty");
            Refused("Circle.dll", "at most 40 links were expected");
            Refused("Nowhere.dll", "No such file");
            Refused("Folder.dll/X.dll", "No such file");
            Refused("Empty.dll/X.dll", "");
        });
    }

    [Test]
    public void A_file_that_is_far_too_long_is_refused_unread()
    {
        using (var file = File.Create(_folder.PathOf("Long.dll")))
            file.SetLength(LibraryFile.MaxLength + 1L);

        Refused("Long.dll", $"At most {LibraryFile.MaxLength} bytes were expected");
    }

    [Test]
    public void Links_and_dots_are_resolved_as_the_system_does()
    {
        var real = _folder.PathOf("a", "b", "X.dll");
        Directory.CreateDirectory(_folder.PathOf("a", "b"));
        Directory.CreateDirectory(_folder.PathOf("c"));
        File.WriteAllBytes(real, Good);
        Directory.CreateSymbolicLink(_folder.PathOf("c", "absolute"), _folder.PathOf("a", "b"));
        Directory.CreateSymbolicLink(_folder.PathOf("c", "relative"), "../a/./b/");
        File.CreateSymbolicLink(_folder.PathOf("c", "X.dll"), "relative/../b/X.dll");

        Assert.Multiple(() =>
        {
            foreach (var path in new[] { "a/b/X.dll", "c/absolute/X.dll", "c/relative/X.dll", "c/X.dll", "a/../c/./X.dll", "c//X.dll" })
            {
                var file = PatchTrust.Anyone.Read(_folder.PathOf(path));
                Assert.That(file.Path, Is.EqualTo(real), path);
                Assert.That(file.Bytes, Is.EqualTo(Good), path);
            }
        });
    }

    [Test]
    public void The_way_to_a_file_names_all_that_leads_there()
    {
        Directory.CreateDirectory(_folder.PathOf("a"));
        Directory.CreateSymbolicLink(_folder.PathOf("link"), "a");
        var way = RealPath.Of(_folder.PathOf("link", "X.dll"));
        Assert.That(way.Path, Is.EqualTo(_folder.PathOf("a", "X.dll")));
        Assert.That(way.Steps[0], Is.EqualTo("/"));
        Assert.That(way.Steps.TakeLast(4), Is.EqualTo(new[] { _folder.FullName, _folder.PathOf("link"), _folder.PathOf("a"), _folder.PathOf("a", "X.dll") }));
    }

    [Test]
    public void What_is_exchanged_before_it_is_opened_is_checked_as_it_was_opened()
    {
        var path = _folder.PathOf("X.dll");
        File.WriteAllBytes(path, Good);
        Assert.That(() => ReadWhile(path, (0, () => Exchange(path, Evil))), Throws.InstanceOf<PatchTrustException>());
    }

    [Test]
    public void What_is_exchanged_after_it_was_opened_does_not_count()
    {
        var path = _folder.PathOf("X.dll");
        File.WriteAllBytes(path, Good);
        Assert.That(ReadWhile(path, (1, () => Exchange(path, Evil))), Is.EqualTo(Good));
        Assert.That(() => OnlyGood.Read(path), Throws.InstanceOf<PatchTrustException>());
    }

    [Test]
    public void A_link_that_is_exchanged_all_the_time_never_gives_what_was_not_checked()
    {
        File.WriteAllBytes(_folder.PathOf("good"), Good);
        File.WriteAllBytes(_folder.PathOf("evil"), Evil);
        var path = _folder.PathOf("X.dll");
        File.CreateSymbolicLink(path, "good");
        var (trusted, refused) = (0, 0);
        using (var crowd = new Gates.Crowd(1, _ => Flip(path)))
        {
            // Until both have been seen, and at least so often.
            for (var i = 0; i < 300 || (i < 100_000 && (trusted == 0 || refused == 0)); i++)
            {
                try
                {
                    Assert.That(OnlyGood.Read(path).Bytes, Is.EqualTo(Good));
                    trusted++;
                }
                catch (PatchTrustException)
                {
                    refused++;
                }
            }
        }

        Assert.That((trusted, refused), Is.Not.EqualTo((0, 0)));
        Assert.That(trusted, Is.Positive);
        Assert.That(refused, Is.Positive);
    }

    [Test]
    public void A_file_that_is_rewritten_in_place_all_the_time_never_gives_what_was_not_checked()
    {
        var path = _folder.PathOf("X.dll");
        File.WriteAllBytes(path, Good);
        using (var crowd = new Gates.Crowd(1, _ => Rewrite(path)))
        {
            for (var i = 0; i < 500; i++)
            {
                try
                {
                    Assert.That(OnlyGood.Read(path).Bytes, Is.EqualTo(Good));
                }
                catch (PatchLibraryException)
                {
                    // Half of one, half of the other, or cut: noticed.
                }
            }
        }
    }

    [Test]
    public void No_file_stays_open()
    {
        var path = _folder.PathOf("X.dll");
        File.WriteAllBytes(path, Evil);
        for (var i = 0; i < 5; i++)
        {
            Assert.That(() => OnlyGood.Read(path), Throws.InstanceOf<PatchTrustException>());
            Assert.That(PatchTrust.Anyone.Read(path).Bytes, Is.EqualTo(Evil));
        }

        Assert.That(Directory.GetFiles("/proc/self/fd").Select(TargetOf), Has.None.EqualTo(path));
    }

    // Other threads close files meanwhile.
    private static string? TargetOf(string descriptor)
    {
        try
        {
            return File.ResolveLinkTarget(descriptor, returnFinalTarget: false)?.FullName;
        }
        catch (FileNotFoundException)
        {
            return null;
        }
    }

    private void Refused(string name, string found)
        => Assert.That(
            () => PatchTrust.Anyone.Read(_folder.PathOf(name)),
            Throws.TypeOf<PatchLibraryException>().With.Message.Contains(name).And.Message.Contains(found),
            name);

    private static byte[] ReadWhile(string path, (int Step, Action Act) meanwhile)
    {
        var step = 0;
        LibraryFile.Opening = _ =>
        {
            if (step++ == meanwhile.Step)
                meanwhile.Act();
        };
        try
        {
            return OnlyGood.Read(path).Bytes;
        }
        finally
        {
            LibraryFile.Opening = null;
        }
    }

    private static void Exchange(string path, byte[] bytes)
    {
        File.WriteAllBytes(path + ".new", bytes);
        File.Move(path + ".new", path, overwrite: true);
    }

    private static void Flip(string path)
    {
        foreach (var target in new[] { "evil", "good" })
        {
            File.CreateSymbolicLink(path + ".new", target);
            File.Move(path + ".new", path, overwrite: true);
        }
    }

    private static void Rewrite(string path)
    {
        File.WriteAllBytes(path, Evil);
        File.WriteAllBytes(path, Good);
    }
}
