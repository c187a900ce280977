namespace Hotpatch.Fody.Signing;

/// <summary>
/// The file that Hotpatch.Fody.Signing.targets hands to Fody in place of the key file. Fody takes a key file as it is for the public key of an
/// assembly that it does not sign itself, with the private part where there is one. The weaver puts nothing but the public key into it.
/// </summary>
internal static class PublicKeyFile
{
    private const string Extension = ".PublicKey";

    public static void Fill(string assemblyFile, StrongName compiled)
    {
        var file = assemblyFile + Extension;
        if (File.Exists(file))
            File.WriteAllBytes(file, compiled.PublicKey);
    }
}
