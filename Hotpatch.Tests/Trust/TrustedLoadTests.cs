using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Tests.Libraries;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Trust;

/// <summary>What is verified is what is loaded, and what is refused has not run.</summary>
public class TrustedLoadTests : LibraryTests
{
    private const string HasRun = "TrustedLoadTests.HasRun";

    private string _good = null!;
    private string _evil = null!;
    private PatchTrust _onlyGood = null!;
    private TempFolder _temp = null!;

    [OneTimeSetUp]
    public void CompileLibraries()
    {
        _good = CompileCalculator("public static int Add(int a, int b) => 100;");
        _evil = Compile(
            $$"""
            [Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => 666; }
            internal static class First
            {
                [System.Runtime.CompilerServices.ModuleInitializer] internal static void Run() => AppDomain.CurrentDomain.SetData("{{HasRun}}", "evil");
            }
            """);
        _onlyGood = PatchTrust.Sha256(HashOf(_good));
    }

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        AppDomain.CurrentDomain.SetData(HasRun, null);
    }

    [TearDown]
    public void DeleteFolder()
    {
        LibraryFile.Opening = null;
        _temp.Dispose();
        Assert.That(AppDomain.CurrentDomain.GetData(HasRun), Is.Null);
    }

    [Test]
    public void What_is_trusted_is_loaded_and_what_is_not_is_refused()
    {
        using (PatchLibrary.Load(_good, With(_onlyGood)))
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        Assert.That(() => PatchLibrary.Load(_evil, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>().With.Message.Contains(HashOf(_good)));
        Assert.That(async () => await PatchLibrary.LoadAsync(_evil, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>());
        Assert.That(() => PatchLibrary.TryLoad(_evil, out _, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>());
        Assert.That(() => PatchLibrary.ForceLoad(_evil, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>());
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void Bytes_from_a_stream_are_verified_too()
    {
        using var good = File.OpenRead(_good);
        using var evil = File.OpenRead(_evil);
        using (PatchLibrary.Load(good, With(_onlyGood)))
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        Assert.That(() => PatchLibrary.Load(evil, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>());
    }

    [Test]
    public void A_file_that_is_exchanged_while_it_is_loaded_is_what_was_verified()
    {
        var path = _temp.PathOf("fix.dll");
        for (var step = 0; step < 2; step++)
        {
            File.Copy(_good, path, overwrite: true);
            var steps = step;
            LibraryFile.Opening = opened =>
            {
                if (opened == path && steps-- == 0)
                    Exchange(_evil, path);
            };

            // Before it is opened, it is the evil one that is verified; afterwards it is the good one that is loaded.
            if (step == 0)
            {
                Assert.That(() => PatchLibrary.Load(path, With(_onlyGood)), Throws.InstanceOf<PatchTrustException>());
            }
            else
            {
                using (PatchLibrary.Load(path, With(_onlyGood)))
                    Assert.That(CallAdd(1, 2), Is.EqualTo(100));
            }

            Assert.That(HashOf(path), Is.EqualTo(HashOf(_evil)), "it was exchanged");
            Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        }
    }

    [Test]
    public void A_new_version_that_is_refused_leaves_the_old_one()
    {
        using var library = PatchLibrary.Load(_good, With(_onlyGood));
        Assert.That(
            () => PatchLibrary.Load(_evil, new PatchLibraryOptions { Targets = Options.Targets, Trust = _onlyGood, Replaces = library }),
            Throws.InstanceOf<PatchTrustException>());
        Assert.That((library.IsApplied, CallAdd(1, 2)), Is.EqualTo((true, 100)));
    }

    [Test]
    public void What_a_library_needs_must_be_trusted_too()
    {
        var helper = Compiled.ToFolder(
            _temp.PathOf("helper"),
            "public static class Helper { public static int Answer => 55; }",
            "Helper",
            ReferenceList.OfFixture("Release"));
        var fix = Compile(
            "[Patch(typeof(Calculator))] public static class Patches { public static int Add(int a, int b) => Helper.Answer; }", references: [helper]);
        File.Copy(helper, _temp.PathOf("Helper.dll"));
        File.Copy(fix, _temp.PathOf("fix.dll"));

        Assert.That(
            () => PatchLibrary.Load(_temp.PathOf("fix.dll"), With(PatchTrust.Sha256(HashOf(fix)))),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Helper.dll"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        using (PatchLibrary.Load(_temp.PathOf("fix.dll"), With(PatchTrust.Sha256(HashOf(fix), HashOf(helper)))))
            Assert.That(CallAdd(1, 2), Is.EqualTo(55));

        using var key = Keys.New();
        var signed = With(PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem()));
        PatchSignature.SignFile(_temp.PathOf("fix.dll"), key);
        Assert.That(() => PatchLibrary.Load(_temp.PathOf("fix.dll"), signed), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Helper.dll"));
        PatchSignature.SignFile(_temp.PathOf("Helper.dll"), key);
        using (PatchLibrary.Load(_temp.PathOf("fix.dll"), signed))
            Assert.That(CallAdd(1, 2), Is.EqualTo(55));
    }

    [Test]
    [Platform("Linux")]
    public void A_library_by_a_link_out_of_the_folder_is_refused()
    {
        var folder = _temp.PathOf("fixes");
        Directory.CreateDirectory(folder);
        File.Copy(_good, Path.Combine(folder, "fix.dll"));
        File.CreateSymbolicLink(Path.Combine(folder, "link.dll"), _evil);
        var trust = With(PatchTrust.Directories(folder));
        using (PatchLibrary.Load(Path.Combine(folder, "fix.dll"), trust))
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        Assert.That(() => PatchLibrary.Load(Path.Combine(folder, "link.dll"), trust), Throws.InstanceOf<PatchTrustException>().With.Message.Contains(_evil));
        Assert.That(
            () => PatchLibrary.Load(Path.Combine(folder, Path.GetRelativePath(folder, _evil)), trust),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains(_evil));
    }

    private static PatchLibraryOptions With(PatchTrust trust) => new() { Targets = Options.Targets, Trust = trust };

    private static string HashOf(string path) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(path))).ToLowerInvariant();

    private static void Exchange(string from, string path)
    {
        File.Copy(from, path + ".new");
        File.Move(path + ".new", path, overwrite: true);
    }
}
