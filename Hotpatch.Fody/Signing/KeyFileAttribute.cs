using Mono.Cecil;

namespace Hotpatch.Fody.Signing;

/// <summary>Reads <c>[assembly: AssemblyKeyFile("key.snk")]</c>, by which source tells the compiler the key to sign with.</summary>
internal static class KeyFileAttribute
{
    private const string Name = "System.Reflection.AssemblyKeyFileAttribute";

    /// <summary>Returns the key pair in the file that the attribute names, if its public part is the assembly's public key.</summary>
    /// <param name="folders">The folders in which the compiler looks for the file, in this order.</param>
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
