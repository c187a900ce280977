using System.Security.Cryptography;

namespace Hotpatch.Tests.Support;

/// <summary>A new key for strong names, in the forms in which files hold it, and the numbers that nobody else may see.</summary>
internal sealed class KeyFiles
{
    // The pair keeps what .NET writes, which is a key for exchange; a strong name always has one for signing.
    private const int RsaForSigning = 0x2400;
    private const int AlgorithmOffset = 4;

    public KeyFiles()
    {
        using var key = new RSACryptoServiceProvider(2048);
        Pair = key.ExportCspBlob(includePrivateParameters: true);

        // Algorithms of signature and hash, and the length, as sn.exe writes them before a public key.
        var blob = key.ExportCspBlob(includePrivateParameters: false);
        BitConverter.GetBytes(RsaForSigning).CopyTo(blob, AlgorithmOffset);
        PublicPart = [0, 0x24, 0, 0, 4, 0x80, 0, 0, .. BitConverter.GetBytes(blob.Length), .. blob];

        var numbers = key.ExportParameters(includePrivateParameters: true);
        Secrets = [numbers.P!, numbers.Q!, numbers.D!, numbers.DP!, numbers.DQ!, numbers.InverseQ!];
    }

    public byte[] Pair { get; }

    public byte[] PublicPart { get; }

    private byte[][] Secrets { get; }

    /// <summary>Whether the bytes hold one of the private numbers, its high byte first or last.</summary>
    public bool IsIn(byte[] bytes)
        => Secrets.Any(secret => bytes.AsSpan().IndexOf(secret) >= 0 || bytes.AsSpan().IndexOf([.. secret.Reverse()]) >= 0);
}
