using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>An ECDSA public key on one of the three curves that every platform supports.</summary>
internal sealed class PublicKey
{
    private const string Label = "PUBLIC KEY";
    private const string Expected = "An ECDSA public key on the curve P-256, P-384 or P-521 was expected, as PEM text (BEGIN PUBLIC KEY)";
    private const string EllipticCurves = "1.2.840.10045.2.1";

    private static readonly Dictionary<string, string> Curves = new(StringComparer.Ordinal)
    {
        ["1.2.840.10045.3.1.7"] = "P-256",
        ["1.3.132.0.34"] = "P-384",
        ["1.3.132.0.35"] = "P-521",
    };

    // ECDsa is not thread safe, so each use imports the key anew.
    private readonly byte[] _subjectPublicKeyInfo;

    private PublicKey(byte[] subjectPublicKeyInfo) => _subjectPublicKeyInfo = subjectPublicKeyInfo;

    /// <summary>Reads all keys of a PEM text.</summary>
    /// <exception cref="ArgumentException">The text holds no key, or a block that is not such a key.</exception>
    public static IReadOnlyList<PublicKey> AllIn(string pem)
    {
        List<PublicKey> keys = [];
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            keys.Add(Read(rest, fields));
            rest = rest[fields.Location.End..];
        }

        // Reject malformed blocks: PemEncoding skips them silently, and the user would wonder why a key is ignored.
        if (keys.Count == 0 || keys.Count != Begun(pem))
            throw new ArgumentException($"{Expected}, but {Excerpt(pem)} was found.", nameof(pem));

        return keys;
    }

    /// <summary>Returns the description of a key that is not on one of the three curves, for messages; null if it is.</summary>
    public static string? ProblemOf(byte[] subjectPublicKeyInfo)
    {
        try
        {
            var algorithm = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            var kind = algorithm.ReadObjectIdentifier();
            if (kind != EllipticCurves)
                return $"a key of another kind ({kind})";

            // A key can spell out the parameters of its curve instead of naming it. Such a curve may only look like one of the three.
            if (algorithm.PeekTag() != Asn1Tag.ObjectIdentifier)
                return "a key on a curve without a name";

            var curve = algorithm.ReadObjectIdentifier();
            return Curves.ContainsKey(curve) ? null : $"a key on another curve ({curve})";
        }
        catch (AsnContentException)
        {
            return "a damaged key";
        }
    }

    /// <summary>Returns whether a DER signature matches a hash; false if the bytes are not a signature.</summary>
    public bool Verifies(ReadOnlySpan<byte> hash, ReadOnlySpan<byte> signature)
    {
        using var key = ECDsa.Create();
        key.ImportSubjectPublicKeyInfo(_subjectPublicKeyInfo, out _);
        try
        {
            return key.VerifyHash(hash, signature, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static PublicKey Read(ReadOnlySpan<char> pem, PemFields fields)
    {
        var label = pem[fields.Label].ToString();
        if (label != Label)
            throw new ArgumentException($"{Expected}, but {label} was found.", nameof(pem));

        var bytes = Convert.FromBase64String(pem[fields.Base64Data].ToString());
        if (ProblemOf(bytes) is { } problem)
            throw new ArgumentException($"{Expected}, but {problem} was found.", nameof(pem));

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length)
                return new PublicKey(bytes);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"{Expected}, but a damaged key was found: {exception.Message}", nameof(pem), exception);
        }

        throw new ArgumentException($"{Expected}, but a damaged key was found.", nameof(pem));
    }

    // The number of blocks that begin, whether they are well formed or not.
    private static int Begun(string pem) => pem.Split("-----BEGIN").Length - 1;

    private static string Excerpt(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "nothing" : line.Length <= 60 ? $"'{line}'" : $"'{line[..60]}…'";
    }
}
