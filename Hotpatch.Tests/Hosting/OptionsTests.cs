using Hotpatch.Hosting.Settings;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Hotpatch.Tests.Hosting;

/// <summary>A host does not start with options that can't take effect, and says all that is wrong with them.</summary>
public class OptionsTests : HostTests
{
    [TestCase("Folder", "/no/such/folder", "Hotpatch:Folder: a folder that exists was expected, but '/no/such/folder' was found.")]
    [TestCase("Timeout", "2.00:00:00", "Hotpatch:Timeout: a time from zero to a day was expected, but 2.00:00:00 was found.")]
    [TestCase("PollInterval", "00:00:00", "Hotpatch:PollInterval: a time from a millisecond to a day was expected, but 00:00:00 was found.")]
    [TestCase("Guard:Count", "0", "Hotpatch:Guard:Count: a number of at least 1 was expected, but 0 was found.")]
    [TestCase("Guard:Window", "00:00:00", "Hotpatch:Guard:Window: a time longer than zero was expected, but 00:00:00 was found.")]
    [TestCase("Measure:0", " ", "Hotpatch:Measure:0: the name of a method, or a pattern with * was expected, but nothing was found.")]
    [TestCase("Trust:Sha256:0", "beef", "Hotpatch:Trust can't be read: ")]
    [TestCase("Trust:PublicKeys:0", "no-such-file.pem", "Hotpatch:Trust can't be read: ")]
    [TestCase("Trust:PublicKeys:0", "-----BEGIN PUBLIC KEY-----", "Hotpatch:Trust can't be read: ")]
    [TestCase("Trust", "key.pem", "Hotpatch:Trust: a section was expected, but the text 'key.pem' was found.")]
    [TestCase("Trust:PublicKeys", "key.pem", "Hotpatch:Trust:PublicKeys: a list was expected, but the text 'key.pem' was found. Write Hotpatch:Trust:PublicKeys:0.")]
    [TestCase("Trust:Directories", "fixes", "Hotpatch:Trust:Directories: a list was expected")]
    [TestCase("Measure", "Shop.*", "Hotpatch:Measure: a list was expected")]
    [TestCase("Control:Redact", "iban", "Hotpatch:Control:Redact: a list was expected")]
    [TestCase("Control", "true", "Hotpatch:Control: a section was expected")]
    public void One_value_that_is_not_valid(string key, string value, string problem)
        => Assert.That(Problems(new Settings(("Folder", Folder), (key, value))), Has.One.StartsWith(problem));

    [Test]
    public void All_problems_at_once()
        => Assert.That(Problems(new Settings(("Timeout", "-1"), ("Guard:Count", "0"), ("Guard:Window", "-1"))), Has.Length.EqualTo(3));

    [Test]
    public void Trust_without_a_folder_is_a_misspelled_folder()
        => Assert.That(
            Problems(new Settings(("Foldr", Folder), ("Trust:Sha256:0", Hash))),
            Is.EqualTo(new[]
            {
                "Hotpatch:Foldr: an option was expected, but there is none of that name. Did you mean Folder?",
                "Hotpatch:Folder: the folder of the libraries that Trust is about was expected, but nothing was found.",
            }));

    [TestCase("Trust:PublicKey:0", "Hotpatch:Trust:PublicKey: an option was expected, but there is none of that name. Did you mean PublicKeys?")]
    [TestCase("Guard:Windw", "Hotpatch:Guard:Windw: an option was expected, but there is none of that name. Did you mean Window?")]
    [TestCase("Control:AllowWrites", "Hotpatch:Control:AllowWrites: an option was expected, but there is none of that name. Did you mean AllowWrite?")]
    [TestCase("Xyz", "Hotpatch:Xyz: an option was expected, but there is none of that name. There are Folder, Trust, Timeout, PollInterval, Guard, Measure, Control.")]
    public void A_key_that_is_no_option_is_refused(string key, string problem)
        => Assert.That(Problems(Watching((key, "x"))), Is.EqualTo(new[] { problem }));

    [Test]
    public void Known_keys_are_the_options()
        => Assert.Multiple(() =>
        {
            Assert.That(SettingsSource.Names[""], Is.EquivalentTo(typeof(HotpatchOptions).GetProperties().Select(property => property.Name)));
            Assert.That(SettingsSource.Names["Trust"], Is.EquivalentTo(typeof(HotpatchTrustOptions).GetProperties().Select(property => property.Name)));
            Assert.That(SettingsSource.Names["Guard"], Is.EquivalentTo(typeof(HotpatchGuardOptions).GetProperties().Select(property => property.Name)));
            Assert.That(SettingsSource.Names["Control"], Is.EquivalentTo(typeof(HotpatchControlOptions).GetProperties().Select(property => property.Name)));
        });

    [Test]
    public void Trust_in_anyone_beside_another_is_refused()
        => Assert.That(
            Problems(Watching(("Trust:Sha256:0", Hash))),
            Is.EqualTo(new[] { "Hotpatch:Trust:Anyone: false beside other values of Trust was expected, but true was found." }));

    [Test]
    public void Options_of_code_win_over_those_of_the_configuration()
    {
        using var host = Build(Watching(("Timeout", "00:00:03")), services => services.AddHotpatch(options => options.Timeout = TimeSpan.FromSeconds(4)));
        Assert.That(host.Services.GetRequiredService<IOptions<HotpatchOptions>>().Value.Timeout, Is.EqualTo(TimeSpan.FromSeconds(4)));
    }

    [Test]
    public void All_options_come_from_the_configuration()
    {
        using var host = Build(new Settings(
            ("Folder", Folder), ("Timeout", "00:00:03"), ("PollInterval", "00:00:04"), ("Guard:Count", "7"), ("Guard:Window", "00:00:05"), ("Measure:0", "A.*"),
            ("Trust:Directories:0", Folder), ("Trust:Sha256:0", Hash)));
        var options = host.Services.GetRequiredService<IOptions<HotpatchOptions>>().Value;
        Assert.Multiple(() =>
        {
            Assert.That(options.Folder, Is.EqualTo(Folder));
            Assert.That(options.Timeout, Is.EqualTo(TimeSpan.FromSeconds(3)));
            Assert.That(options.PollInterval, Is.EqualTo(TimeSpan.FromSeconds(4)));
            Assert.That(options.Guard!.Count, Is.EqualTo(7));
            Assert.That(options.Guard.Window, Is.EqualTo(TimeSpan.FromSeconds(5)));
            Assert.That(options.Measure, Is.EqualTo(new[] { "A.*" }));
            Assert.That(options.Trust.Directories, Is.EqualTo(new[] { Folder }));
            Assert.That(options.Trust.Sha256, Is.EqualTo(new[] { Hash }));
        });
    }

    [Test]
    public void Settings_with_equal_values_are_the_same()
    {
        static FolderSettings Read(string folder, params string[] hashes)
            => FolderSettings.Read(new HotpatchOptions { Folder = folder, Trust = new() { Sha256 = [.. hashes] } }, "/");

        Assert.That(Read("a", Hash).Key, Is.EqualTo(Read("/a", Hash).Key).And.Not.EqualTo(Read("a").Key).And.Not.EqualTo(Read("b", Hash).Key));
    }

    [Test]
    public async Task A_changed_key_or_trust_makes_other_settings()
    {
        var pem = Path.Combine(Folder, "key.pem");
        string Key(bool anyone) => FolderSettings.Read(new HotpatchOptions { Folder = Folder, Trust = new() { Anyone = anyone, PublicKeys = anyone ? [] : [pem] } }, "/").Key;

        using var first = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        using var second = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        await File.WriteAllTextAsync(pem, first.ExportSubjectPublicKeyInfoPem());
        var before = Key(anyone: false);
        await File.WriteAllTextAsync(pem, second.ExportSubjectPublicKeyInfoPem());
        Assert.That(Key(anyone: false), Is.Not.EqualTo(before));
        Assert.That(Key(anyone: true), Is.Not.EqualTo(Key(anyone: false)));
    }

    private string[] Problems(Settings settings)
    {
        using var host = Build(settings);
        return Assert.Throws<OptionsValidationException>(host.Start)!.Failures.ToArray();
    }
}
