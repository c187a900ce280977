using System.Security.Cryptography;
using System.Text.Json;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Samples;

/// <summary>The tutorial of the hot fix: a service under load gets fixes by files that are copied into a folder, and loses them when they are removed.</summary>
[Category("Slow")]
public class HotfixServiceTests
{
    private const string Name = "HotfixService.Fix.dll";
    private const string AsWritten = "30";
    private const string Mended = "27.0";
    private const string OrderAsWritten = """{"quantity":10,"total":30,"note":null}""";
    private const string OrderMended = """{"quantity":10,"total":27.0,"note":"ten are cheaper"}""";

    private TempFolder _folder = null!;
    private ECDsa _key = null!;
    private ServiceProcess _service = null!;
    private HttpClient _client = null!;
    private ServiceLoad _load = null!;

    [SetUp]
    public async Task Start()
    {
        _folder = new TempFolder();
        _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        Directory.CreateDirectory(_folder.PathOf("fixes"));
        await File.WriteAllTextAsync(_folder.PathOf("release.pem"), _key.ExportSubjectPublicKeyInfoPem());
        _service = new ServiceProcess(_folder.PathOf("fixes"), _folder.PathOf("release.pem"));
        _client = await _service.ConnectAsync();
        _load = new ServiceLoad(_client);
    }

    [TearDown]
    public async Task Stop()
    {
        if (_load is not null)
            await _load.DisposeAsync();

        _client?.Dispose();
        _service?.Dispose();
        _key?.Dispose();
        _folder?.Dispose();
    }

    [Test]
    public async Task A_fix_takes_effect_while_requests_run_and_ends_when_it_is_removed()
    {
        await UntilAll(AsWritten, OrderAsWritten);

        Put(Built(), isMoved: false);
        await UntilAll(Mended, OrderMended);
        Assert.That(await AppliedTargets(), Is.EqualTo(new[]
        {
            "Shop.PriceService.Quote(System.Int32) replaced by prices",
            "Shop.PriceService.OrderAsync(System.Int32) under a layer of prices",
        }));

        Remove();
        await UntilAll(AsWritten, OrderAsWritten);
        Assert.That(await AppliedTargets(), Is.Empty);

        Put(Built(), isMoved: true);
        await UntilAll(Mended, OrderMended);

        Remove();
        await UntilAll(AsWritten, OrderAsWritten);
        AssertNothingFailed();
    }

    [Test]
    public async Task A_fix_for_an_older_version_of_the_service_binds_and_takes_the_place_of_another_in_one_step()
    {
        Put(Built(), isMoved: false);
        await UntilAll(Mended, OrderMended);
        await _load.BeginAnew();

        Put(BuiltForOlderService(), isMoved: true);
        await _service.Until(_client, "/quote/10", answer => answer == "24");
        await _load.OneMoreRound();

        // Of what was patched before and is patched now, the original never runs between the two.
        Assert.That(_load.Answers, Has.None.EqualTo(AsWritten).And.Some.EqualTo("24"));
        await UntilAll("24", """{"quantity":10,"total":24,"note":null}""");
        AssertNothingFailed();
    }

    [Test]
    public async Task A_fix_with_a_wrong_signature_is_refused_and_changes_nothing()
    {
        await UntilAll(AsWritten, OrderAsWritten);
        await _load.BeginAnew();
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        Put(Built(), isMoved: false, other);
        await _service.Until(_client, "/patches", answer => answer.Contains("is not trusted", StringComparison.Ordinal));
        var refused = (await ServiceProcess.Patches(_client, "refused")).EnumerateObject().Single();
        Assert.Multiple(() =>
        {
            Assert.That(Path.GetFileName(refused.Name), Is.EqualTo(Name));
            Assert.That(refused.Value.GetString(), Does.Contain("No code of it has run"));
        });
        Assert.That(await AppliedTargets(), Is.Empty);
        await _load.OneMoreRound();
        Assert.That(_load.Answers, Is.EquivalentTo(new[] { AsWritten, OrderAsWritten }));

        // The file itself was right.
        File.Copy(PatchSignature.SignFile(_folder.PathOf("staging", Name), _key), _folder.PathOf("fixes", Name + ".sig"), overwrite: true);
        await UntilAll(Mended, OrderMended);
        AssertNothingFailed();
    }

    private static string Built() => ServiceProcess.SampleAssembly("HotfixService.Fix");

    /// <summary>A fix that was compiled when the service had fewer methods, and a lower version.</summary>
    private string BuiltForOlderService()
    {
        var older = Compiled.ToFolder(
            _folder.PathOf("older"),
            """
            [assembly: System.Reflection.AssemblyVersion("1.0.0.0")]
            namespace Shop;
            public class PriceService { public decimal Quote(int quantity) => quantity * 2m; }
            """,
            "HotfixService");
        return Compiled.ToFolder(
            _folder.PathOf("older-fix"),
            """
            namespace Shop.Fixes;
            [Hotpatch.Patch(typeof(PriceService))]
            public static class PriceFix { public static decimal Quote(PriceService self, int quantity) => quantity * 2.4m is var price ? decimal.Truncate(price) : 0m; }
            """,
            Path.GetFileNameWithoutExtension(Name),
            ReferenceList.OfFixture("Debug").With(older));
    }

    /// <summary>Puts a fix into the folder, its signature first.</summary>
    private void Put(string assembly, bool isMoved, ECDsa? key = null)
    {
        Directory.CreateDirectory(_folder.PathOf("staging"));
        var (staged, place) = (_folder.PathOf("staging", Name), _folder.PathOf("fixes", Name));
        File.Copy(assembly, staged, overwrite: true);
        File.Move(PatchSignature.SignFile(staged, key ?? _key), place + ".sig", overwrite: true);
        if (isMoved)
            File.Move(staged, place, overwrite: true);
        else
            File.Copy(staged, place, overwrite: true);
    }

    private void Remove()
    {
        File.Delete(_folder.PathOf("fixes", Name));
        File.Delete(_folder.PathOf("fixes", Name + ".sig"));
    }

    /// <summary>Waits for the change, and looks whether it holds for whoever asks from then on.</summary>
    private async Task UntilAll(string quote, string order)
    {
        await _service.Until(_client, "/quote/10", answer => answer == quote);
        await _service.Until(_client, "/order/10", answer => answer == order);
        await _load.BeginAnew();
        await _load.OneMoreRound();
        Assert.That(_load.Answers, Is.EquivalentTo(new[] { quote, order }));
    }

    private async Task<string[]> AppliedTargets()
        => [.. (await ServiceProcess.Patches(_client, "libraries")).EnumerateArray()
            .SelectMany(library => library.GetProperty("patches").EnumerateArray())
            .Select(patch => $"{patch.GetProperty("target").GetString()} {(patch.GetProperty("isLayer").GetBoolean() ? "under a layer of" : "replaced by")} {patch.GetProperty("owner").GetString()}")];

    private void AssertNothingFailed()
        => Assert.Multiple(() =>
        {
            Assert.That(_load.Failures, Is.Empty);
            Assert.That(_service.IsRunning, Is.True);
        });
}
