using System.Security.Cryptography;
using Hotpatch.Libraries.Trust.Files;

namespace Hotpatch.Libraries.Trust.Rules;

/// <summary>What is to be trusted or not.</summary>
/// <param name="name">For messages.</param>
/// <param name="bytes">All that will be loaded.</param>
/// <param name="readSignature">Gives the bytes of the signature beside it; null where there is none.</param>
internal sealed class Candidate(string name, byte[] bytes, Func<byte[]?> readSignature)
{
    private byte[]? _sha256;

    public string Name => name;

    /// <summary>The file that the bytes were read from, still open; null where they come from none.</summary>
    public LibraryFile? File { get; init; }

    public ReadOnlySpan<byte> Sha256 => _sha256 ??= SHA256.HashData(bytes);

    public byte[]? ReadSignature() => readSignature();
}
