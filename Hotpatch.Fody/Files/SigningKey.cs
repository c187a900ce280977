using Hotpatch.Fody.Diagnostics;
using Hotpatch.Fody.Signing;
using Mono.Cecil;

namespace Hotpatch.Fody.Files;

/// <summary>The key pair to sign the output with.</summary>
internal static class SigningKey
{
    /// <summary>Returns the key pair in the file, or null if no file is given.</summary>
    /// <exception cref="HotpatchWeavingException">The file doesn't have the key pair of the assembly.</exception>
    public static byte[]? Read(string? file, ModuleDefinition module)
    {
        if (file is null)
            return null;

        var key = File.ReadAllBytes(file);
        return KeyPair.Has(key, StrongName.Of(module).PublicKey)
            ? key
            : throw new HotpatchWeavingException(
                ErrorCode.StrongName,
                $"{module.Name} can't be signed with {Path.GetFileName(file)}: the file was expected to have the key pair of the assembly's public key. "
                + "Name the .snk file that the assembly was signed with, or none.");
    }
}
