using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Libraries.Trust.Rules;

namespace Hotpatch;

/// <summary>Signatures of patch libraries, for <see cref="PatchTrust.PublicKeys"/>: ECDSA over SHA-256 of the file's bytes, in DER.</summary>
/// <remarks>
/// It is what <c>openssl dgst -sha256 -sign key.pem -out PriceFix.dll.sig PriceFix.dll</c> writes. All members can be used from any thread; a key
/// only as the key itself allows.
/// </remarks>
public static class PatchSignature
{
    /// <summary>Signs a library.</summary>
    /// <param name="library">The bytes of its file.</param>
    /// <param name="key">A private key on the curve P-256, P-384 or P-521.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    /// <exception cref="CryptographicException">The key is not a private one.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> library, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (PublicKey.ProblemOf(key.ExportSubjectPublicKeyInfo()) is { } problem)
            throw new ArgumentException($"A private key on the curve P-256, P-384 or P-521 was expected, found {problem}.", nameof(key));

        return key.SignHash(SHA256.HashData(library), DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Signs a library's file and writes the signature beside it.</summary>
    /// <param name="path">The library's file.</param>
    /// <param name="key">A private key on the curve P-256, P-384 or P-521.</param>
    /// <returns>The path of the signature's file, which is the library's with <c>.sig</c> at the end.</returns>
    /// <remarks>Whoever reads meanwhile sees the signature that was there before, or the new one, but never a part of it.</remarks>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    /// <exception cref="CryptographicException">The key is not a private one.</exception>
    /// <exception cref="IOException">The library cannot be read, or the signature cannot be written.</exception>
    public static string SignFile(string path, ECDsa key)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var signature = Sign(File.ReadAllBytes(path), key);
        var target = Path.GetFullPath(path) + SignatureFile.Extension;
        var unfinished = $"{target}.{Guid.NewGuid():n}";
        try
        {
            File.WriteAllBytes(unfinished, signature);
            File.Move(unfinished, target, overwrite: true);
        }
        catch
        {
            File.Delete(unfinished);
            throw;
        }

        return target;
    }

    /// <summary>Whether a signature is that of these bytes, made with the private part of this key.</summary>
    /// <param name="library">The bytes of the library's file.</param>
    /// <param name="signature">The signature; whatever else it is, the answer is false.</param>
    /// <param name="publicKeyPem">The public key, as <see cref="PatchTrust.PublicKeys"/> takes it; one of them, where there are several.</param>
    /// <exception cref="ArgumentException">The text is not that of public keys on the curve P-256, P-384 or P-521.</exception>
    public static bool Verify(ReadOnlySpan<byte> library, ReadOnlySpan<byte> signature, string publicKeyPem)
    {
        ArgumentNullException.ThrowIfNull(publicKeyPem);
        var keys = PublicKey.AllIn(publicKeyPem);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(library, hash);
        foreach (var key in keys)
        {
            if (key.Verifies(hash, signature))
                return true;
        }

        return false;
    }
}
