using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>The bytes that a trust is to decide about.</summary>
/// <param name="name">The name for messages.</param>
/// <param name="bytes">The bytes to be loaded.</param>
/// <param name="readSignature">Reads the signature that belongs to the bytes; returns null if there is none.</param>
internal sealed class Candidate(string name, byte[] bytes, Func<byte[]?> readSignature)
{
    private byte[]? _sha256;

    public string Name => name;

    /// <summary>Gets the open file that the bytes were read from; null if they were not read from a file.</summary>
    public LibraryFile? File { get; init; }

    public ReadOnlySpan<byte> Sha256 => _sha256 ??= SHA256.HashData(bytes);

    public byte[]? ReadSignature() => readSignature();
}
