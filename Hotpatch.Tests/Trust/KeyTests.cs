using System.Security.Cryptography;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Trust;

/// <summary>Which texts are public keys, and signatures in files.</summary>
public class KeyTests
{
    private readonly byte[] _library = RandomNumberGenerator.GetBytes(1000);

    [TestCase(0, "a key on another curve (1.3.132.0.10)")]
    [TestCase(1, "a key on a curve without a name")]
    [TestCase(2, "a key of another kind (1.2.840.113549.1.1.1)")]
    [TestCase(3, "a key of another kind (1.3.101.112)")]
    public void Other_keys_are_refused(int key, string found)
        => Assert.That(() => PatchTrust.PublicKeys(Keys.Others[key]), Throws.ArgumentException.With.Message.Contains(found));

    [Test]
    public void A_private_key_is_refused_without_showing_it()
    {
        using var key = Keys.New();
        var pem = key.ExportECPrivateKeyPem();
        Assert.That(
            () => PatchTrust.PublicKeys(pem),
            Throws.ArgumentException.With.Message.Contains("but EC PRIVATE KEY was found").And.Message.Not.Contains(pem.Split('\n')[1]));
        Assert.That(() => PatchTrust.PublicKeys(key.ExportPkcs8PrivateKeyPem()), Throws.ArgumentException);
    }

    [TestCase("", "but nothing was found")]
    [TestCase("release.pem", "but 'release.pem' was found")]
    [TestCase("-----BEGIN PUBLIC KEY-----\nMFkwEwYHKoZI", "but '-----BEGIN PUBLIC KEY-----")]
    [TestCase("-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----", "but a damaged key was found")]
    public void Other_texts_are_refused(string text, string found)
        => Assert.That(() => PatchTrust.PublicKeys(text), Throws.ArgumentException.With.Message.Contains(found));

    [Test]
    public void A_key_that_is_damaged_beside_one_that_is_not_is_refused()
    {
        using var key = Keys.New();
        var pem = key.ExportSubjectPublicKeyInfoPem();
        Assert.That(() => PatchTrust.PublicKeys(pem + "\n" + pem[..^10]), Throws.ArgumentException);
        Assert.That(() => PatchTrust.PublicKeys(pem, ""), Throws.ArgumentException);
        Assert.That(() => PatchTrust.PublicKeys(), Throws.ArgumentException);
        Assert.That(() => PatchTrust.PublicKeys(pem, null!), Throws.ArgumentException);
    }

    [Test]
    public void A_point_that_is_not_on_the_curve_is_refused()
    {
        using var key = Keys.New();
        var bytes = key.ExportSubjectPublicKeyInfo();
        bytes[^1] ^= 1;
        Assert.That(
            () => PatchTrust.PublicKeys(PemEncoding.WriteString("PUBLIC KEY", bytes)), Throws.ArgumentException.With.Message.Contains("a damaged key"));
    }

    [Test]
    public void A_text_may_hold_several_keys_and_remarks()
    {
        using var first = Keys.New();
        using var second = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        using var stranger = Keys.New();
        var trust = PatchTrust.PublicKeys(
            $"of the first\n{first.ExportSubjectPublicKeyInfoPem()}\r\nof the second\r\n{second.ExportSubjectPublicKeyInfoPem()}\n");

        trust.CheckBytes("X", _library, PatchSignature.Sign(_library, first));
        trust.CheckBytes("X", _library, PatchSignature.Sign(_library, second));
        Assert.That(
            () => trust.CheckBytes("X", _library, PatchSignature.Sign(_library, stranger)),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains("a signature by one of the 2 trusted keys was expected"));
    }

    [Test]
    public void The_signature_lies_beside_the_library()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        var trust = PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem());
        var path = folder.PathOf("X.dll");
        File.WriteAllBytes(path, _library);
        Assert.That(
            () => trust.Read(path),
            Throws.InstanceOf<PatchTrustException>().With.Message.EqualTo(
                $"{path} is not trusted: a signature by the trusted key was expected, but none was found in X.dll.sig beside it. No code of it has run."));

        PatchSignature.SignFile(path, key);
        Assert.That(trust.Read(path).Bytes, Is.EqualTo(_library));

        File.WriteAllBytes(path, [.. _library, 0]);
        Assert.That(
            () => trust.Read(path),
            Throws.InstanceOf<PatchTrustException>().With.Message.Contains("bytes were found in X.dll.sig beside it that are not one: they were made with another key"));
    }

    [Test]
    public void The_signature_of_another_file_does_not_help()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        File.WriteAllBytes(folder.PathOf("X.dll"), _library);
        File.WriteAllBytes(folder.PathOf("Y.dll"), RandomNumberGenerator.GetBytes(1000));
        File.Move(PatchSignature.SignFile(folder.PathOf("Y.dll"), key), folder.PathOf("X.dll.sig"));
        Assert.That(
            () => PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem()).Read(folder.PathOf("X.dll")), Throws.InstanceOf<PatchTrustException>());
    }

    [Test]
    public void The_signature_of_a_linked_library_lies_beside_the_link_or_beside_the_file()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        var trust = PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem());
        Directory.CreateDirectory(folder.PathOf("store"));
        var stored = folder.PathOf("store", "X-1.dll");
        File.WriteAllBytes(stored, _library);
        var link = folder.PathOf("X.dll");
        File.CreateSymbolicLink(link, stored);

        var signature = PatchSignature.SignFile(stored, key);
        Assert.That(trust.Read(link).Path, Is.EqualTo(stored));
        File.Move(signature, link + ".sig");
        Assert.That(trust.Read(link).Path, Is.EqualTo(stored));
    }

    [Test]
    public void A_signature_file_that_is_none_is_refused()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        var trust = PatchTrust.PublicKeys(key.ExportSubjectPublicKeyInfoPem());
        var path = folder.PathOf("X.dll");
        File.WriteAllBytes(path, _library);

        File.WriteAllBytes(path + ".sig", []);
        Assert.That(() => trust.Read(path), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("but the file is empty"));

        File.WriteAllBytes(path + ".sig", new byte[5000]);
        Assert.That(() => trust.Read(path), Throws.InstanceOf<PatchTrustException>().With.Message.Contains("At most 4096 bytes were expected"));

        File.Delete(path + ".sig");
        Directory.CreateDirectory(path + ".sig");
        Assert.That(() => trust.Read(path), Throws.InstanceOf<PatchTrustException>());
    }
}
