using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary><c>[assembly: AssemblyKeyFile("key.snk")]</c>: how the source itself tells the compiler which key to sign with.</summary>
internal static class KeyFileAttribute
{
    private const string Name = "System.Reflection.AssemblyKeyFileAttribute";

    /// <summary>The key pair that it names, if it is that of the public key.</summary>
    /// <param name="folders">Where the compiler looks for it, in this order.</param>
    public static byte[]? FindKeyPair(AssemblyDefinition assembly, byte[] publicKey, params string[] folders)
    {
        var attribute = assembly.CustomAttributes.FirstOrDefault(attribute => attribute.AttributeType.FullName == Name);
        if (attribute?.ConstructorArguments is not [{ Value: string { Length: > 0 } file }])
            return null;

        return folders
            .Select(folder => Path.Combine(folder, file))
            .Where(File.Exists)
            .Select(File.ReadAllBytes)
            .FirstOrDefault(key => KeyPair.Has(key, publicKey));
    }
}
