using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>An ECDSA public key on one of the three curves that every platform has.</summary>
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

    // Instances of ECDsa are not for several threads: one is made for each use.
    private readonly byte[] _subjectPublicKeyInfo;

    private PublicKey(byte[] subjectPublicKeyInfo) => _subjectPublicKeyInfo = subjectPublicKeyInfo;

    /// <summary>All keys of a PEM text.</summary>
    /// <exception cref="ArgumentException">There is none, or something else beside them.</exception>
    public static IReadOnlyList<PublicKey> AllIn(string pem)
    {
        List<PublicKey> keys = [];
        var rest = pem.AsSpan();
        while (PemEncoding.TryFind(rest, out var fields))
        {
            keys.Add(Read(rest, fields));
            rest = rest[fields.Location.End..];
        }

        // What begins, but is not well formed, is skipped by the search: a key that is left out in silence is a riddle later.
        if (keys.Count == 0 || keys.Count != Begun(pem))
            throw new ArgumentException($"{Expected}, found {Excerpt(pem)}.", nameof(pem));

        return keys;
    }

    /// <summary>What a key is, where it is not one on the three curves.</summary>
    public static string? ProblemOf(byte[] subjectPublicKeyInfo)
    {
        try
        {
            var algorithm = new AsnReader(subjectPublicKeyInfo, AsnEncodingRules.DER).ReadSequence().ReadSequence();
            var kind = algorithm.ReadObjectIdentifier();
            if (kind != EllipticCurves)
                return $"a key of another kind ({kind})";

            // Parameters spelled out could name a curve that only looks like one of the three.
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

    /// <summary>Whether a signature in DER is that of this hash; false for whatever is no signature.</summary>
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
            throw new ArgumentException($"{Expected}, found {label}.", nameof(pem));

        var bytes = Convert.FromBase64String(pem[fields.Base64Data].ToString());
        if (ProblemOf(bytes) is { } problem)
            throw new ArgumentException($"{Expected}, found {problem}.", nameof(pem));

        try
        {
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(bytes, out var read);
            if (read == bytes.Length)
                return new PublicKey(bytes);
        }
        catch (CryptographicException exception)
        {
            throw new ArgumentException($"{Expected}, found a damaged key: {exception.Message}", nameof(pem), exception);
        }

        throw new ArgumentException($"{Expected}, found a damaged key.", nameof(pem));
    }

    private static int Begun(string pem) => pem.Split("-----BEGIN").Length - 1;

    private static string Excerpt(string text)
    {
        var line = text.ReplaceLineEndings(" ").Trim();
        return line.Length == 0 ? "nothing" : line.Length <= 60 ? $"'{line}'" : $"'{line[..60]}…'";
    }
}
