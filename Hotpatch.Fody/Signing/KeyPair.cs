namespace Hotpatch.Fody.Signing;

/// <summary>A file with a whole key pair, as sn.exe writes it: a private key blob of the CryptoAPI.</summary>
internal static class KeyPair
{
    private const byte PrivateKeyBlob = 7;

    // The key itself begins with the length of its modulus in bits. In front of it stand type, version, algorithm and "RSA2"; before a public
    // key three more numbers.
    private const int Header = 12;
    private const int PublicHeader = 24;

    // The length and the exponent.
    private const int BeforeModulus = 8;

    /// <summary>Whether the private part of the public key is in the file.</summary>
    public static bool Has(byte[] file, byte[] publicKey)
    {
        if (file.Length < Header + BeforeModulus || file[0] != PrivateKeyBlob)
            return false;

        var length = BeforeModulus + (BitConverter.ToInt32(file, Header) / 8);
        return length > BeforeModulus
            && file.Length > Header + length
            && publicKey.Length == PublicHeader + length
            && file.Skip(Header).Take(length).SequenceEqual(publicKey.Skip(PublicHeader));
    }
}
