using System.Security.Cryptography;
using Hotpatch.Tests.Support;

namespace Hotpatch.Tests.Trust;

/// <summary>Signing and checking, without files but for the signature's.</summary>
public class SignatureTests
{
    private readonly byte[] _library = RandomNumberGenerator.GetBytes(1000);

    [TestCaseSource(typeof(Keys), nameof(Keys.Curves))]
    public void What_is_signed_is_verified(ECCurve curve)
    {
        using var key = ECDsa.Create(curve);
        var signature = PatchSignature.Sign(_library, key);
        Assert.That(PatchSignature.Verify(_library, signature, key.ExportSubjectPublicKeyInfoPem()), Is.True);

        // What openssl dgst -sha256 -verify does.
        Assert.That(key.VerifyData(_library, signature, HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence), Is.True);
    }

    [Test]
    public void Signatures_of_openssl_are_verified([Range(0, 2)] int curve)
    {
        var (pem, signature) = Keys.OpenSsl[curve];
        Assert.That(PatchSignature.Verify(Keys.OpenSslFile, Convert.FromBase64String(signature), pem), Is.True);
    }

    [Test]
    public void A_flipped_bit_anywhere_in_the_signature_is_noticed()
    {
        using var key = Keys.New();
        var pem = key.ExportSubjectPublicKeyInfoPem();
        var signature = PatchSignature.Sign(_library, key);
        for (var bit = 0; bit < signature.Length * 8; bit++)
        {
            var damaged = (byte[])signature.Clone();
            damaged[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.That(PatchSignature.Verify(_library, damaged, pem), Is.False, $"bit {bit}");
        }
    }

    [Test]
    public void A_signature_of_another_length_is_none()
    {
        using var key = Keys.New();
        var pem = key.ExportSubjectPublicKeyInfoPem();
        var signature = PatchSignature.Sign(_library, key);
        for (var length = 0; length < signature.Length; length++)
            Assert.That(PatchSignature.Verify(_library, signature.AsSpan(0, length), pem), Is.False, $"{length} bytes");

        Assert.That(PatchSignature.Verify(_library, [.. signature, 0], pem), Is.False, "one byte more");
        Assert.That(PatchSignature.Verify(_library, new byte[4096], pem), Is.False, "zeros");
        Assert.That(PatchSignature.Verify(_library, [0x30, 0x06, 0x02, 0x01, 0x00, 0x02, 0x01, 0x00], pem), Is.False, "r and s are zero");
    }

    [Test]
    public void A_flipped_bit_in_the_library_is_noticed()
    {
        using var key = Keys.New();
        var pem = key.ExportSubjectPublicKeyInfoPem();
        var signature = PatchSignature.Sign(_library, key);
        foreach (var index in new[] { 0, 500, 999 })
        {
            var damaged = (byte[])_library.Clone();
            damaged[index] ^= 1;
            Assert.That(PatchSignature.Verify(damaged, signature, pem), Is.False, $"byte {index}");
        }
    }

    [Test]
    public void Another_key_has_not_signed_it()
    {
        using var key = Keys.New();
        using var other = Keys.New();
        using var longer = ECDsa.Create(ECCurve.NamedCurves.nistP521);
        var signature = PatchSignature.Sign(_library, key);
        Assert.That(PatchSignature.Verify(_library, signature, other.ExportSubjectPublicKeyInfoPem()), Is.False);
        Assert.That(PatchSignature.Verify(_library, signature, longer.ExportSubjectPublicKeyInfoPem()), Is.False);
        Assert.That(
            PatchSignature.Verify(_library, signature, other.ExportSubjectPublicKeyInfoPem() + "\n" + key.ExportSubjectPublicKeyInfoPem()),
            Is.True,
            "one of the keys of the text has");
    }

    [Test]
    public void A_signature_in_another_format_is_none()
    {
        using var key = Keys.New();
        var signature = key.SignData(_library, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);
        Assert.That(PatchSignature.Verify(_library, signature, key.ExportSubjectPublicKeyInfoPem()), Is.False);
    }

    [Test]
    public void Keys_on_other_curves_and_public_keys_do_not_sign()
    {
        using var other = ECDsa.Create(ECCurve.CreateFromValue("1.3.132.0.10"));
        Assert.That(() => PatchSignature.Sign(_library, other), Throws.ArgumentException.With.Message.Contains("another curve (1.3.132.0.10)"));

        using var key = Keys.New();
        using var publicOnly = ECDsa.Create(key.ExportParameters(includePrivateParameters: false));
        Assert.That(() => PatchSignature.Sign(_library, publicOnly), Throws.InstanceOf<CryptographicException>());
    }

    [Test]
    public void SignFile_writes_beside_the_library_and_leaves_nothing_else()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        var path = folder.PathOf("X.dll");
        File.WriteAllBytes(path, _library);
        File.WriteAllText(path + ".sig", "an older one that is longer than the new one, so that something of it would be left if it were overwritten in place, at its end");

        Assert.That(PatchSignature.SignFile(path, key), Is.EqualTo(path + ".sig"));
        Assert.That(PatchSignature.Verify(_library, File.ReadAllBytes(path + ".sig"), key.ExportSubjectPublicKeyInfoPem()), Is.True);
        Assert.That(Directory.GetFiles(folder.FullName).Select(Path.GetFileName), Is.EquivalentTo(new[] { "X.dll", "X.dll.sig" }));
    }

    [Test]
    public void SignFile_that_cannot_write_leaves_nothing()
    {
        using var folder = new TempFolder();
        using var key = Keys.New();
        var path = folder.PathOf("X.dll");
        File.WriteAllBytes(path, _library);
        Directory.CreateDirectory(path + ".sig");

        Assert.That(() => PatchSignature.SignFile(path, key), Throws.InstanceOf<IOException>().Or.InstanceOf<UnauthorizedAccessException>());
        Assert.That(Directory.GetFiles(folder.FullName).Select(Path.GetFileName), Is.EquivalentTo(new[] { "X.dll" }));
        Assert.That(() => PatchSignature.SignFile(folder.PathOf("None.dll"), key), Throws.InstanceOf<FileNotFoundException>());
    }
}
