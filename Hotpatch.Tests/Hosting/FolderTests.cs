using System.Security.Cryptography;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hotpatch.Tests.Hosting;

/// <summary>The folder of the options: before, while and after a host runs, and when the options change.</summary>
public class FolderTests : HostTests
{
    [Test]
    public async Task Libraries_are_applied_before_other_services_start_and_removed_after_they_have_stopped()
    {
        Put(Answering(100), "fix.dll");
        var other = new OtherService();
        using var host = await StartAsync(Watching(), services => services.Insert(0, ServiceDescriptor.Singleton<IHostedService>(other)));
        await host.StopAsync();
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(other.Answers, Is.EqualTo(new[] { 100, 100 }));
    }

    [Test]
    public async Task Libraries_come_change_and_go_and_the_log_says_so()
    {
        using var host = await StartAsync(Watching());
        Assert.That(await Log.Until(1), Is.EqualTo($"Watching {Folder}: 0 libraries applied, 0 refused"));

        Put(Answering(100), "fix.dll");
        Assert.That(await Log.Until(3), Does.StartWith($"Applied Fix 0.0.0.0 from {PathIn("fix.dll")} in ").And.Contain("Hosted.Calculator.Add(System.Int32,System.Int32)"));
        Assert.That(await Log.Until(9, "replacement"), Does.StartWith("Hosted.Calculator.Add(System.Int32,System.Int32) has changed: replacement of prices: "));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        Put(Answering(200), "fix.dll");
        Assert.That(await Log.Until(4), Does.StartWith("Updated Fix to 0.0.0.0 from "));
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));

        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        Assert.That(await Log.Until(6), Does.StartWith($"Refused {PathIn("text.dll")}: "));

        File.Delete(PathIn("fix.dll"));
        Assert.That(await Log.Until(5), Does.StartWith($"Removed Fix 0.0.0.0, whose file was {PathIn("fix.dll")}, in "));
        Assert.That(await Log.Until(9, "original"), Is.EqualTo("Hosted.Calculator.Add(System.Int32,System.Int32) has changed: original"));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    [Test]
    public async Task Status_says_what_is_applied_and_what_is_refused()
    {
        Put(Answering(100), "fix.dll");
        await File.WriteAllTextAsync(PathIn("text.dll"), "no library");
        using var host = await StartAsync(Watching());
        var status = host.Services.GetRequiredService<HotpatchStatus>();
        Assert.Multiple(() =>
        {
            Assert.That(status.Folder, Is.EqualTo(Folder));
            Assert.That(status.Libraries.Select(library => library.Name), Is.EqualTo(new[] { "Fix" }));
            Assert.That(status.Refused.Keys, Is.EqualTo(new[] { PathIn("text.dll") }));
            Assert.That(status.Faulty, Is.Empty);
        });
        await host.StopAsync();
        Assert.That(status.Libraries, Is.Empty);
        Assert.That(status.Folder, Is.Null);
    }

    [Test]
    public async Task Without_a_folder_nothing_is_watched()
    {
        using var host = await StartAsync(new Settings());
        Assert.That(host.Services.GetRequiredService<HotpatchStatus>().Folder, Is.Null);
        await host.StopAsync();
    }

    [Test]
    public async Task A_changed_folder_takes_the_place_of_the_other()
    {
        var other = Folder + "2";
        Directory.CreateDirectory(other);
        Put(Answering(100), "fix.dll");
        File.Copy(Answering(200), Path.Combine(other, "fix.dll"));
        var settings = Watching();
        using var host = await StartAsync(settings);
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        settings.Change(("Folder", other), ("Trust:Anyone", "true"));
        await Log.Until(1, other);
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));
        await host.StopAsync();
    }

    [TestCase("Folder", "/no/such/folder", "Hotpatch:Folder: a folder that exists was expected, but '/no/such/folder' was found.")]
    [TestCase("Timeout", "-00:00:01", "Hotpatch:Timeout: a time from zero to a day was expected, but -00:00:01 was found.")]
    [TestCase("Timeout", "soon", "soon")]
    public async Task Changed_options_that_are_not_valid_leave_the_earlier_ones_in_effect(string key, string value, string problem)
    {
        Put(Answering(100), "fix.dll");
        var settings = Watching();
        using var host = await StartAsync(settings);

        settings.Change([("Folder", Folder), ("Trust:Anyone", "true"), (key, value)]);
        Assert.That(await Log.Until(12), Does.Contain(problem));
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        // Corrected options take effect.
        settings.Change(("Folder", Folder), ("Trust:Sha256:0", Hash));
        await Log.Until(6, "is not trusted");
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        await host.StopAsync();
    }

    [Test]
    public async Task Libraries_need_the_signature_that_the_options_ask_for()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(Path.Combine(Folder, "..", "release.pem"), key.ExportSubjectPublicKeyInfoPem());
        Put(Answering(100), "fix.dll");
        using var host = await StartAsync(new Settings(("Folder", "fixes"), ("PollInterval", "00:00:00.010"), ("Trust:PublicKeys:0", "release.pem")));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3), "not signed yet");
        Assert.That(await Log.Until(6), Does.Contain("is not trusted"));

        PatchSignature.SignFile(PathIn("fix.dll"), key);
        await Log.Until(3);
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        await host.StopAsync();
    }

    [Test]
    [Platform(Exclude = "Win", Reason = "Sets the mode of a file")]
    public async Task By_default_a_library_that_others_can_write_is_refused()
    {
        Put(Answering(100), "fix.dll");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(PathIn("fix.dll"), UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherWrite);

        using var host = await StartAsync(new Settings(("Folder", Folder), ("PollInterval", "00:00:00.010")));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(await Log.Until(6), Does.Contain("is not trusted"));
        await host.StopAsync();
    }

    [Test]
    public async Task Trust_of_the_code_counts_beside_that_of_the_configuration()
    {
        Put(Answering(100), "fix.dll");
        using var host = await StartAsync(
            new Settings(("Folder", Folder), ("Trust:Directories:0", Folder)),
            services => services.Configure<HotpatchOptions>(options => options.Trust.Require(PatchTrust.Sha256(Hash))));
        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
        Assert.That(await Log.Until(6), Does.Contain("is not trusted"));
        await host.StopAsync();
    }

    // As the ..data link of a Kubernetes volume: the folder is a link to a link, which is replaced in one step.
    [Test]
    public async Task A_folder_whose_files_are_links_into_a_folder_that_is_swapped_is_watched()
    {
        var (first, second, data) = (PathIn("..1"), PathIn("..2"), PathIn("..data"));
        Directory.CreateDirectory(first);
        Directory.CreateDirectory(second);
        File.Copy(Answering(100), Path.Combine(first, "fix.dll"));
        File.Copy(Answering(200), Path.Combine(second, "fix.dll"));
        Directory.CreateSymbolicLink(data, "..1");
        File.CreateSymbolicLink(PathIn("fix.dll"), "..data/fix.dll");
        using var host = await StartAsync(Watching());
        Assert.That(CallAdd(1, 2), Is.EqualTo(100));

        Directory.CreateSymbolicLink(data + "_tmp", "..2");
        Rename(data + "_tmp", data);
        await Log.Until(4);
        Assert.That(CallAdd(1, 2), Is.EqualTo(200));
        await host.StopAsync();
    }

    [Test]
    public void Host_that_does_not_stop_but_is_disposed_removes_its_libraries()
    {
        Put(Answering(100), "fix.dll");
        using (var host = Build(Watching()))
        {
            host.Start();
            Assert.That(CallAdd(1, 2), Is.EqualTo(100));
        }

        Assert.That(CallAdd(1, 2), Is.EqualTo(3));
    }

    // .NET would follow the link that is there.
    private static void Rename(string from, string to)
    {
        using var move = System.Diagnostics.Process.Start("mv", ["-T", from, to]);
        move.WaitForExit();
        Assert.That(move.ExitCode, Is.Zero);
    }

    private sealed class OtherService : IHostedService
    {
        public List<int> Answers { get; } = [];

        public Task StartAsync(CancellationToken cancellationToken) => Call();

        public Task StopAsync(CancellationToken cancellationToken) => Call();

        private Task Call()
        {
            Answers.Add(CallAdd(1, 2));
            return Task.CompletedTask;
        }
    }
}
