namespace Hotpatch.Fody.Signing;

/// <summary>Reads a key pair file of sn.exe, which is a private key blob of the CryptoAPI.</summary>
internal static class KeyPair
{
    private const byte PrivateKeyBlob = 7;

    // The headers before the key. That of a private key has type, version, algorithm and "RSA2". That of a public key has three more numbers.
    // The key itself begins with the length of its modulus in bits.
    private const int Header = 12;
    private const int PublicHeader = 24;

    // The length of the modulus, and the exponent.
    private const int BeforeModulus = 8;

    /// <summary>Whether the file has the private key for the public key.</summary>
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
