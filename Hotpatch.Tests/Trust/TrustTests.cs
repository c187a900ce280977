using System.Security.Cryptography;

namespace Hotpatch.Tests.Trust;

/// <summary>Pinned hashes, and how conditions are combined.</summary>
public class TrustTests
{
    private static readonly byte[] Library = [1, 2, 3];
    private static readonly byte[] Other = [1, 2, 4];
    private static readonly string Hash = Convert.ToHexString(SHA256.HashData(Library));

    [Test]
    public void A_hash_is_pinned_in_any_case()
    {
        PatchTrust.Sha256(Hash).CheckBytes("X", Library, signature: null);
        PatchTrust.Sha256(Hash.ToLowerInvariant()).CheckBytes("X", Library, signature: null);
        PatchTrust.Sha256(new string('0', 64), Hash[..32] + Hash[32..].ToLowerInvariant()).CheckBytes("X", Library, signature: null);
    }

    [Test]
    public void Other_contents_are_refused_and_the_message_says_what_was_found()
    {
        var found = Convert.ToHexString(SHA256.HashData(Other)).ToLowerInvariant();
        Assert.That(
            Refusal(PatchTrust.Sha256(Hash), Other),
            Is.EqualTo($"X is not trusted: the SHA-256 hash {Hash.ToLowerInvariant()} was expected, but {found} was found. No code of it has run."));
        Assert.That(Refusal(PatchTrust.Sha256(Hash, new string('0', 64)), Other), Does.Contain("one of 2 SHA-256 hashes was expected"));
    }

    [TestCase("")]
    [TestCase("abc")]
    [TestCase("0x00000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("00000000000000000000000000000000000000000000000000000000000000000")]
    [TestCase("٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠٠")]
    public void What_is_no_hash_is_refused_by_name(string text)
        => Assert.That(() => PatchTrust.Sha256(Hash, text), Throws.ArgumentException.With.Message.Contains($"'{text}' was found"));

    [Test]
    public void No_hashes_are_refused()
    {
        Assert.That(() => PatchTrust.Sha256(), Throws.ArgumentException);
        Assert.That(() => PatchTrust.Sha256(null!), Throws.ArgumentNullException);
        Assert.That(() => PatchTrust.Sha256([null!]), Throws.ArgumentException);
    }

    [Test]
    public void Anyone_trusts_everything() => PatchTrust.Anyone.CheckBytes("X", Other, signature: null);

    [Test]
    public void Or_takes_what_one_trusts([Values] bool first, [Values] bool second)
        => Expect(Hashes(first).Or(Hashes(second)), first || second);

    [Test]
    public void And_takes_what_both_trust([Values] bool first, [Values] bool second)
        => Expect(Hashes(first).And(Hashes(second)), first && second);

    [Test]
    public void All_problems_are_told()
    {
        var signed = PatchTrust.PublicKeys(Keys.OpenSsl[0].Pem);
        Assert.That(
            Refusal(PatchTrust.Sha256(Hash).And(signed), Other), Does.Contain("SHA-256").And.Contain("; and a signature by the trusted key was expected, but none was found"));
        Assert.That(
            Refusal(PatchTrust.Sha256(Hash).Or(signed), Other), Does.Contain("SHA-256").And.Contain("; or else, a signature by the trusted key"));
    }

    [Test]
    public void Bytes_lie_in_no_folder()
        => Assert.That(Refusal(PatchTrust.Directories("/"), Library), Does.Contain("but bytes that were not read from a file were found"));

    [Test]
    public void Combining_with_nothing_is_refused()
    {
        Assert.That(() => PatchTrust.Anyone.Or(null!), Throws.ArgumentNullException);
        Assert.That(() => PatchTrust.Anyone.And(null!), Throws.ArgumentNullException);
    }

    private static PatchTrust Hashes(bool trusts) => PatchTrust.Sha256(trusts ? Hash : new string('0', 64));

    private static void Expect(PatchTrust trust, bool trusted)
    {
        if (trusted)
            trust.CheckBytes("X", Library, signature: null);
        else
            Assert.That(Refusal(trust, Library), Does.Contain("No code of it has run"));
    }

    private static string Refusal(PatchTrust trust, byte[] bytes)
        => Assert.Throws<PatchTrustException>(() => trust.CheckBytes("X", bytes, signature: null))!.Message;
}
