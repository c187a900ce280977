extern alias tool;

using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Hotpatch.Tests.Documentation;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>The tutorial's steps with the command hotpatch, against a service under load; and a service that is killed while a fix comes or goes.</summary>
[Category("Slow")]
public partial class HotfixServiceTourTests
{
    private TempFolder _folder = null!;
    private ECDsa _key = null!;

    [SetUp]
    public async Task MakeFolder()
    {
        _folder = new TempFolder();
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(_folder.PathOf("fixes"));
        await File.WriteAllTextAsync(_folder.PathOf("release.pem"), _key.ExportSubjectPublicKeyInfoPem());
        await File.WriteAllTextAsync(_folder.PathOf("release.key"), _key.ExportECPrivateKeyPem());
    }

    [TearDown]
    public void RemoveFolder()
    {
        _key.Dispose();
        _folder.Dispose();
    }

    [Test]
    public async Task Commands_of_the_tutorial_do_what_it_says_and_no_request_fails()
    {
        using var service = Start();
        using var client = await service.ConnectAsync();
        await using var load = new ServiceLoad(client);

        var source = Source().Match(Page.Of("docs/tutorials/hot-fix-for-a-service.md").Text).Groups[1].Value;
        await File.WriteAllTextAsync(_folder.PathOf("Fix.cs"), source);

        Assert.That(await Run("ps"), Does.Contain("HotfixService").And.Contain("changes allowed"));
        Assert.That(await Run("watch", "PriceService.Quote", "--when", "quantity == 10", "-n", "1"), Does.Contain("(quantity: 10) → 30"));
        Assert.That(await Run("trace", "PriceService.OrderAsync"), Does.Match(@"(?s)^Shop\.PriceService\.OrderAsync.*└── Shop\.PriceService\.Quote"));

        Assert.That(await Run("apply", _folder.PathOf("Fix.cs"), "--share", "10%", "--key", _folder.PathOf("release.key")), Does.Contain("canary of Fix: ").And.Contain("10 % of the calls"));
        Assert.That(await Run("list", "--patched"), Does.StartWith("Shop.PriceService.Quote(System.Int32)\n  canary of Fix: "));
        await load.OneMoreRound();
        Assert.That(await Run("promote", "Fix"), Does.Contain("replacement of Fix: "));
        Assert.That(await client.GetStringAsync("/quote/10"), Is.EqualTo("27.0"));
        Assert.That(await Run("show", "PriceService.Quote"), Does.Contain("--- Fix").And.Contain("quantity >= 10"));
        Assert.That(await Run("restore", "--library", "Fix"), Does.EndWith("  original\n"));
        Assert.That(await client.GetStringAsync("/quote/10"), Is.EqualTo("30"));

        await load.OneMoreRound();
        Assert.That(load.Failures, Is.Empty);
        Assert.That(service.IsRunning, Is.True);
    }

    [Test]
    public async Task Without_the_key_a_source_file_is_refused()
    {
        using var service = Start();
        using var client = await service.ConnectAsync();
        await File.WriteAllTextAsync(_folder.PathOf("Fix.cs"), "static class Fix { [Patch(\"Shop.PriceService.Quote(System.Int32)\")] public static decimal Quote(Shop.PriceService self, int quantity) => 1m; }");
        var (exitCode, output) = await TryRun("apply", _folder.PathOf("Fix.cs"));
        Assert.That(exitCode, Is.EqualTo(5));
        Assert.That(output, Does.Contain("is not trusted"));
        Assert.That(await client.GetStringAsync("/quote/10"), Is.EqualTo("30"));
    }

    [Test]
    public async Task A_service_that_is_killed_while_a_fix_comes_or_goes_starts_with_what_the_folder_has()
    {
        var (staged, name) = (ServiceProcess.SampleAssembly("HotfixService.Fix"), "HotfixService.Fix.dll");
        var signature = PatchSignature.Sign(await File.ReadAllBytesAsync(staged), _key);
        foreach (var delay in new[] { 0, 10, 40, 100, 300, 5 })
        {
            var isFixed = File.Exists(_folder.PathOf("fixes", name));
            using (var service = new ServiceProcess(_folder.PathOf("fixes"), _folder.PathOf("release.pem")))
            using (var client = await service.ConnectAsync())
            {
                Assert.That(await client.GetStringAsync("/quote/10"), Is.EqualTo(isFixed ? "27.0" : "30"), "the first answer");
                if (isFixed)
                {
                    File.Delete(_folder.PathOf("fixes", name));
                }
                else
                {
                    await File.WriteAllBytesAsync(_folder.PathOf("fixes", name + ".sig"), signature);
                    File.Copy(staged, _folder.PathOf("fixes", name));
                }

                await Task.Delay(delay);
            }
        }
    }

    private ServiceProcess Start() => new(_folder.PathOf("fixes"), _folder.PathOf("release.pem"), _folder.PathOf("sockets"));

    private async Task<string> Run(params string[] arguments)
    {
        var (exitCode, output) = await TryRun(arguments);
        Assert.That(exitCode, Is.Zero, output);
        return output;
    }

    private async Task<(int ExitCode, string Output)> TryRun(params string[] arguments)
    {
        var (exitCode, output) = await tool::Hotpatch.Tool.Program.CaptureAsync([.. arguments, "--folder", _folder.PathOf("sockets")], CancellationToken.None);
        return (exitCode, output.ReplaceLineEndings("\n"));
    }

    [GeneratedRegex(@"Write `Fix\.cs`:\s+```csharp\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex Source();
}
