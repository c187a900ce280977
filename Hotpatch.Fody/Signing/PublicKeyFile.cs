namespace Hotpatch.Fody.Signing;

/// <summary>
/// Fills the file that Hotpatch.Fody.Signing.targets passes to Fody in place of the project's key file. If Fody doesn't sign the assembly, it copies
/// the whole key file into the assembly as the public key, even with the private part. This file has the public part only.
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
