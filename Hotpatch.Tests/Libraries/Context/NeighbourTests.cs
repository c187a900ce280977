using System.Net.Sockets;
using System.Security.Cryptography;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Libraries.Context;

/// <summary>Whatever lies under the names of a library's neighbours, loading and watching end: with the library, or with a reason.</summary>
[Platform("Unix")]
public class NeighbourTests : LibraryTests
{
    // Nothing here takes so long, however busy the machine is; something that hangs takes longer.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    private static readonly string[] Kinds = ["pipe", "socket", "endless device", "circle", "nowhere", "folder", "empty", "locked", "endless text"];

    private static readonly string[] Names = ["Fix.deps.json", "Dep.dll", "de/Fix.resources.dll", "Fix.pdb", "Fix.dll.sig", "Dep.dll.sig", "Fix.runtimeconfig.json", "libprivatenative.so", "Fix.dll"];

    private TempFolder _temp = null!;
    private string _compiled = null!;

    [OneTimeSetUp]
    public void CompileOnce()
    {
        var dependency = Compiled.ToFolder(PathOf("dep"), "public static class Dep { public static int Answer => 55; }", "Dep", ReferenceList.OfFixture("Release"));
        _compiled = Path.GetDirectoryName(Compile(
            """
            [Patch(typeof(Calculator))]
            public static class Patches
            {
                public static int Add(int a, int b)
                {
                    try
                    {
                        return a < 0 ? GetPid() : Dep.Answer;
                    }
                    catch (DllNotFoundException)
                    {
                        return -1;
                    }
                }

                [System.Runtime.InteropServices.DllImport("privatenative", EntryPoint = "SystemNative_GetPid")] private static extern int GetPid();
            }
            """,
            references: [dependency]))!;
        File.Copy(dependency, Path.Combine(_compiled, "Dep.dll"));
    }

    [SetUp]
    public void MakeFolder()
    {
        _temp = new TempFolder();
        foreach (var file in Directory.GetFiles(_compiled))
            File.Copy(file, _temp.PathOf(Path.GetFileName(file)));
    }

    [TearDown]
    public void DeleteFolder() => _temp.Dispose();

    [Test]
    public void Loading_ends([ValueSource(nameof(Names))] string name, [ValueSource(nameof(Kinds))] string kind)
    {
        using var socket = Put(name, kind);
        Ends(() => LoadOrRefuse(trust: null));
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Ends(() => LoadOrRefuse(PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem())));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public void Watching_ends([ValueSource(nameof(Names))] string name, [ValueSource(nameof(Kinds))] string kind)
    {
        using var socket = Put(name, kind);
        Ends(() =>
        {
            var options = new PatchDirectoryOptions { Settle = TimeSpan.Zero, PollInterval = TimeSpan.FromHours(1), Targets = Options.Targets };
            var directory = PatchDirectory.Watch(_temp.FullName, PatchTrust.Anyone, options);
            directory.ScanAsync().GetAwaiter().GetResult();
            directory.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [TestCase("pipe", "a pipe or a device was found")]
    [TestCase("socket", "Fix.deps.json cannot be read")]
    [TestCase("endless device", "but the file is empty")]
    [TestCase("empty", "but the file is empty")]
    [TestCase("endless text", "maximum configured depth")]
    public void A_list_of_dependencies_that_is_none_is_named(string kind, string found)
    {
        using var socket = Put("Fix.deps.json", kind);
        var refusal = Assert.Throws<PatchLibraryException>(() => PatchLibrary.Load(_temp.PathOf("Fix.dll"), Options))!;
        Assert.That(refusal.Problems.Single(), Does.Contain("Fix.deps.json").And.Contain(found));
    }

    [Test]
    public void A_list_of_dependencies_is_trusted_like_the_library_where_it_is_needed()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var options = new PatchLibraryOptions { Targets = Options.Targets, Trust = PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem()), UnloadWait = TimeSpan.Zero };
        File.WriteAllText(_temp.PathOf("Fix.deps.json"), """{ "runtimeTarget": "t", "targets": { "t": {} } }""");
        File.Copy(CompileCalculator("public static int Add(int a, int b) => 77;", "Plain"), _temp.PathOf("Plain.dll"));

        File.WriteAllText(_temp.PathOf("Plain.deps.json"), "{}");
        foreach (var name in new[] { "Fix.dll", "Dep.dll", "Plain.dll" })
            PatchSignature.SignFile(_temp.PathOf(name), key);

        // The one that needs nothing asks no list.
        using (PatchLibrary.Load(_temp.PathOf("Plain.dll"), options))
            Assert.That(CallAdd(1, 2), Is.EqualTo(77));

        // Its native import has no file beside it.
        File.Delete(_temp.PathOf("libprivatenative.so"));
        Assert.That(
            () => PatchLibrary.Load(_temp.PathOf("Fix.dll"), options),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains("Fix.deps.json is not trusted").And.Message.Contains("none was found in Fix.deps.json.sig"));
        PatchSignature.SignFile(_temp.PathOf("Fix.deps.json"), key);
        using (PatchLibrary.Load(_temp.PathOf("Fix.dll"), options))
            Assert.That(CallAdd(1, 2), Is.EqualTo(55));
    }

    private static void Ends(Action action)
    {
        var task = Task.Factory.StartNew(action, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.That(task.Wait(Limit), Is.True, "it hangs");
    }

    private void LoadOrRefuse(PatchTrust? trust)
    {
        try
        {
            using var library = PatchLibrary.Load(_temp.PathOf("Fix.dll"), new PatchLibraryOptions { Targets = Options.Targets, Trust = trust, UnloadWait = TimeSpan.Zero });
            Assert.That(CallAdd(1, 2), Is.EqualTo(55));
            Assert.That(CallAdd(-1, 2), Is.EqualTo(-1), "there is no such native library");
        }
        catch (PatchLibraryException exception)
        {
            Assert.That(exception.Message, Does.Contain("Fix").Or.Contain("Dep"));
        }
    }

    /// <summary>Puts something under a name; what is returned keeps it there.</summary>
    private Socket? Put(string name, string kind)
    {
        var path = _temp.PathOf(name.Split('/'));
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.Delete(path);
        switch (kind)
        {
            case "pipe":
                ChildProcess.Run("mkfifo", _temp.FullName, name).Succeeded();
                break;
            case "socket":
                // By a short path: that of a socket is at most some hundred bytes long.
                var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
                socket.Bind(new UnixDomainSocketEndPoint(path));
                socket.Listen();
                return socket;
            case "endless device":
                File.CreateSymbolicLink(path, "/dev/zero");
                break;
            case "circle":
                File.CreateSymbolicLink(path, path + ".back");
                File.CreateSymbolicLink(path + ".back", path);
                break;
            case "nowhere":
                File.CreateSymbolicLink(path, path + ".none");
                break;
            case "folder":
                Directory.CreateDirectory(path);
                break;
            case "empty":
                File.WriteAllBytes(path, []);
                break;
            case "locked":
                File.WriteAllText(path, "locked");
                if (!OperatingSystem.IsWindows())
                    File.SetUnixFileMode(path, UnixFileMode.None);

                break;
            case "endless text":
                File.WriteAllText(path, new string('[', 1_000_000));
                break;
        }

        return null;
    }
}
