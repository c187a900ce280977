using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;
using Hotpatch.Libraries.Trust.Rules;

namespace Hotpatch;

/// <summary>Signs patch libraries and verifies their signatures, for <see cref="PatchTrust.PublicKeys"/>.</summary>
/// <remarks>
/// <para>
/// A signature is ECDSA over the SHA-256 hash of the library's file, encoded as DER. The command
/// <c>openssl dgst -sha256 -sign key.pem -out PriceFix.dll.sig PriceFix.dll</c> writes the same.
/// </para>
/// <para>Thread safety: all members can be called from any thread. Instances of <see cref="ECDsa"/> are not thread safe.</para>
/// </remarks>
public static class PatchSignature
{
    /// <summary>Signs the bytes of a library.</summary>
    /// <param name="library">The bytes of the library's file.</param>
    /// <param name="key">A private key on the curve P-256, P-384 or P-521.</param>
    /// <returns>The signature.</returns>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    /// <exception cref="CryptographicException">The key has no private part.</exception>
    public static byte[] Sign(ReadOnlySpan<byte> library, ECDsa key)
    {
        ArgumentNullException.ThrowIfNull(key);
        if (PublicKey.ProblemOf(key.ExportSubjectPublicKeyInfo()) is { } problem)
            throw new ArgumentException($"A private key on the curve P-256, P-384 or P-521 was expected, but {problem} was found.", nameof(key));

        return key.SignHash(SHA256.HashData(library), DSASignatureFormat.Rfc3279DerSequence);
    }

    /// <summary>Signs a library's file and writes the signature beside it.</summary>
    /// <param name="path">The library's file.</param>
    /// <param name="key">A private key on the curve P-256, P-384 or P-521.</param>
    /// <returns>The path of the signature file: the path of the library followed by <c>.sig</c>.</returns>
    /// <remarks>The file is replaced in one step: another process reads either the old signature or the new one.</remarks>
    /// <exception cref="ArgumentException">The key is on another curve.</exception>
    /// <exception cref="CryptographicException">The key has no private part.</exception>
    /// <exception cref="IOException">The library cannot be read, or the signature cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">The program lacks the rights to read the library or to write the signature.</exception>
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

    /// <summary>Returns whether a signature was made over these bytes with the private part of a public key.</summary>
    /// <param name="library">The bytes of the library's file.</param>
    /// <param name="signature">The signature. If the bytes are not a signature, the result is false.</param>
    /// <param name="publicKeyPem">One or more public keys as PEM text, as for <see cref="PatchTrust.PublicKeys"/>. One of them must match.</param>
    /// <returns>Whether the signature matches.</returns>
    /// <exception cref="ArgumentException">The text is not the PEM text of public keys on the curves P-256, P-384 or P-521.</exception>
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
